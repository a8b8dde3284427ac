package events

import "testing"

func TestTextEncodedTwiceIsTold(t *testing.T) {
	for text, want := range map[string]bool{
		"BesanÃ§on": true, "Ã‰cole": true, "Ã…land": true, "ÐšÐ°Ð·Ð°Ñ…ÑÑ‚Ð°Ð½": true, "donâ€™t and Ã© ": true, "OrÃ©": true, "Å»aba": true,
		"Besançon": false, "École": false, "São Paulo": false, "«CAFÉ»": false, "SÃO": false, "Ã": false, "Ã ": false,
		"Казахстан": false, "Қазақстан": false, "plain": false, "": false, "Ñuñoa": false, "El Niño’s": false,
	} {
		if got := encodedTwice([]byte(text)); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}
