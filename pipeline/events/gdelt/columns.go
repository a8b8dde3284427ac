package gdelt

import "slices"

// The fields of an event, in the order of version 2.
const (
	globalEventID = iota
	sqlDate
	monthYear
	year
	fractionDate
	actor1Code
	actor1Name
	actor1CountryCode
	actor1KnownGroupCode
	actor1EthnicCode
	actor1Religion1Code
	actor1Religion2Code
	actor1Type1Code
	actor1Type2Code
	actor1Type3Code
	actor2Code
	actor2Name
	actor2CountryCode
	actor2KnownGroupCode
	actor2EthnicCode
	actor2Religion1Code
	actor2Religion2Code
	actor2Type1Code
	actor2Type2Code
	actor2Type3Code
	isRootEvent
	eventCode
	eventBaseCode
	eventRootCode
	quadClass
	goldsteinScale
	numMentions
	numSources
	numArticles
	avgTone
	actor1GeoType
	actionGeoType     = actor1GeoType + 16
	actionGeoFullName = actionGeoType + 1
	actionGeoCountry  = actionGeoType + 2
	actionGeoLat      = actionGeoType + 5
	actionGeoLong     = actionGeoType + 6
	dateAdded         = actionGeoType + 8
	sourceURL         = dateAdded + 1
)

// columns2 gives the 61 columns of version 2.
func columns2() []string {
	names := []string{"GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate"}
	for _, actor := range []string{"Actor1", "Actor2"} {
		for _, c := range []string{"Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code", "Type1Code", "Type2Code", "Type3Code"} {
			names = append(names, actor+c)
		}
	}
	names = append(names, "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions", "NumSources", "NumArticles", "AvgTone")
	for _, place := range []string{"Actor1Geo", "Actor2Geo", "ActionGeo"} {
		for _, c := range []string{"Type", "FullName", "CountryCode", "ADM1Code", adm2, "Lat", "Long", "FeatureID"} {
			names = append(names, place+"_"+c)
		}
	}
	return append(names, "DATEADDED", "SOURCEURL")
}

// adm2 is the column of each place that version 1 has not.
const adm2 = "ADM2Code"

// columns1 gives the 58 columns of version 1, the last of which the backfile
// has not.
func columns1() []string {
	return slices.DeleteFunc(columns2(), func(name string) bool {
		return name == "Actor1Geo_"+adm2 || name == "Actor2Geo_"+adm2 || name == "ActionGeo_"+adm2
	})
}
