// Package sample generates records in the layout of GDELT 2.0, for tests and
// benchmarks. The same seed gives the same bytes. The records are invented: no
// place, no address and no event in them is real.
package sample

import (
	"bufio"
	"fmt"
	"io"
	"math/rand/v2"
	"strconv"
	"time"
)

var (
	countries = []string{"KAZ", "RUS", "CHN", "USA", "UZB", "KGZ", "TJK", "TKM", "TUR", "IRN", "IND", "PAK", "AFG", "DEU", "FRA", "GBR", "JPN", "KOR", "UKR", "BLR", "AZE", "ARM", "GEO", "MNG", "EUR", "AFR"}
	places    = []string{"KZ", "RS", "CH", "US", "UZ", "KG", "TI", "TX", "TU", "IR", "IN", "PK", "AF", "GM", "FR", "UK", "JA", "KS", "UP", "BO"}
	roles     = []string{"GOV", "MIL", "BUS", "COP", "JUD", "OPP", "CVL", "EDU", "MED", "LEG"}
	codes     = []struct{ code, goldstein, quad string }{
		{"010", "0.0", "1"}, {"020", "3.0", "1"}, {"036", "4.0", "1"}, {"040", "1.0", "1"}, {"042", "1.9", "1"}, {"043", "2.8", "1"},
		{"051", "3.4", "1"}, {"057", "8.0", "1"}, {"061", "6.4", "2"}, {"071", "7.4", "2"}, {"0841", "7.0", "2"}, {"090", "-2.0", "3"},
		{"111", "-2.0", "3"}, {"112", "-2.0", "3"}, {"120", "-4.0", "3"}, {"138", "-7.0", "3"}, {"141", "-6.5", "4"}, {"173", "-5.0", "4"},
		{"181", "-9.0", "4"}, {"190", "-10.0", "4"}, {"193", "-10.0", "4"},
	}
	syllables = []string{"ar", "bek", "dal", "gor", "ist", "kan", "lun", "mar", "nur", "os", "pet", "qar", "sam", "tau", "ul", "vas", "yer", "zhan"}
)

// Write generates rows, numbered from first, in batches of 15 minutes of about
// 2,000 rows each.
func Write(w io.Writer, rows int, first int64, seed uint64) error {
	g := &generator{r: rand.New(rand.NewPCG(seed, 0x6d76)), out: bufio.NewWriterSize(w, 1<<20)}
	g.towns = make([]town, 20000)
	for i := range g.towns {
		g.towns[i] = g.newTown(i)
	}
	for i := range rows {
		g.row(first + int64(i))
	}
	return g.out.Flush()
}

type town struct{ name, country, adm1, adm2, lat, lon, feature string }

type generator struct {
	r     *rand.Rand
	out   *bufio.Writer
	towns []town
	line  []byte
}

func pick[T any](r *rand.Rand, from []T) T { return from[r.IntN(len(from))] }

func (g *generator) newTown(i int) town {
	country := pick(g.r, places)
	name := pick(g.r, syllables) + pick(g.r, syllables) + pick(g.r, syllables)
	adm1 := fmt.Sprintf("%s%02d", country, g.r.IntN(30))
	return town{
		name: fmt.Sprintf("%s, Region %d, %s", name, g.r.IntN(30), country), country: country, adm1: adm1,
		adm2:    strconv.Itoa(10000 + g.r.IntN(80000)),
		lat:     strconv.FormatFloat(float64(g.r.IntN(1400000)-700000)/1e4, 'f', -1, 64),
		lon:     strconv.FormatFloat(float64(g.r.IntN(3600000)-1800000)/1e4, 'f', -1, 64),
		feature: strconv.Itoa(-i * 37),
	}
}

// begin is the moment of the first batch.
var begin = time.Date(2015, 2, 18, 23, 0, 0, 0, time.UTC)

func (g *generator) row(id int64) {
	g.line = g.line[:0]
	added := begin.Add(time.Duration(id/2000) * 15 * time.Minute)
	day := added
	switch g.r.IntN(100) {
	case 0:
		day = added.AddDate(-1, 0, 0)
	case 1, 2:
		day = added.AddDate(0, -1, 0)
	case 3, 4:
		day = added.AddDate(0, 0, -7)
	}
	code := pick(g.r, codes)
	g.put(strconv.FormatInt(id, 10), day.Format("20060102"), day.Format("200601"), day.Format("2006"))
	g.put(strconv.FormatFloat(float64(day.Year())+float64(int(day.Month())*30+day.Day())/365, 'f', 4, 64))
	g.actor(90)
	g.actor(70)
	g.put(strconv.Itoa(g.r.IntN(2)), code.code, code.code[:min(3, len(code.code))], code.code[:2], code.quad, code.goldstein)
	mentions := 1 + g.r.IntN(20)
	g.put(strconv.Itoa(mentions), "1", strconv.Itoa(mentions))
	g.put(strconv.FormatFloat(g.r.Float64()*20-12, 'g', 15, 64))
	g.place()
	g.place()
	g.place()
	g.put(added.Format("20060102150405"))
	g.put(fmt.Sprintf("http://news%d.example/%s/%s-%s-%s-%d", g.r.IntN(4000), added.Format("2006/01/02"), pick(g.r, syllables), pick(g.r, syllables), pick(g.r, syllables), g.r.IntN(1e8)))
	g.line[len(g.line)-1] = '\n'
	_, _ = g.out.Write(g.line) // the error is kept for Flush
}

func (g *generator) put(fields ...string) {
	for _, f := range fields {
		g.line = append(append(g.line, f...), '\t')
	}
}

func (g *generator) actor(likely int) {
	if g.r.IntN(100) >= likely {
		g.put("", "", "", "", "", "", "", "", "", "")
		return
	}
	country, role := pick(g.r, countries), ""
	if g.r.IntN(2) == 0 {
		role = pick(g.r, roles)
	}
	g.put(country+role, "ACTOR "+country+" "+role, country, "", "", "", "", role, "", "")
}

func (g *generator) place() {
	if g.r.IntN(10) == 0 {
		g.put("0", "", "", "", "", "", "", "")
		return
	}
	t := pick(g.r, g.towns)
	g.put("4", t.name, t.country, t.adm1, t.adm2, t.lat, t.lon, t.feature)
}
