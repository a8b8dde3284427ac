package texts

import "testing"

func TestFlags(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"Plain text, with “marks” – and naïve café.\tÀ la carte, Ångström, Côte d’Ivoire, EL PAÍS.", ""},
		{"a\u0096b", "control_characters"}, {"a\x01b", "control_characters"}, {"a\u200fb", "rtl_marks"}, {"a\u202eb\u202c", "rtl_marks"},
		{"co\u00adoperation", "invisible_characters"}, {"a\u200bb", "invisible_characters"}, {"lost \ufffd here", "replacement_characters"},
		{"policy â€” people", "mojibake"}, {"rÃ©publique", "mojibake"}, {"Ïðåçèäåíò", "mojibake"}, {"todayís world and the rest", "mojibake"}, {"El paísa", ""},
		{"Auyl – El Besіgі", "mixed_script"}, {"Кaзахстан", "mixed_script"}, {"Казахстан и China", ""}, {"IТ-сектор", "mixed_script"},
		{"Year     GDP\n1995     17\n1996     18", "table"}, {"a | b | c\nd | e | f", "table"}, {"a     b", ""},
		{"\u200fa\u0096 Кaз", "control_characters;rtl_marks;mixed_script"},
	} {
		if got := flagList(oddities(c.in)); got != c.want {
			t.Errorf("%q has %q, want %q", c.in, got, c.want)
		}
	}
}
