using static QdC.Tests.Publish.PowerBi.Broken;

namespace QdC.Tests.Publish.PowerBi;

/// <summary>Models that break one best practice.</summary>
internal static class BestPracticeCases
{
    private const string Measure = "\n\t/// Nova.\n\tmeasure Nova = 1\n\t\tformatString: #,0\n\t\tdisplayFolder: X\n";

    public static IEnumerable<(string Rule, string What, string File, Func<Broken> Spoil)> All()
    {
        var model = Network + "model.tmdl";
        var relationships = Network + "relationships.tmdl";
        var role = Network + "roles/Lectors de la xarxa.tmdl";
        var calendar = Area + "tables/Calendari.tmdl";
        var costs = Area + "tables/Costos.tmdl";
        yield return ("SNOWFLAKE_SCHEMA_ARCHITECTURE", "a breakdown of a breakdown", Area + "tables/Equip.tmdl", () => Broken.All().Add(Area + "relationships.tmdl", "\nrelationship x\n\tfromColumn: Equip.area_code\n\ttoColumn: Municipi.area_code\n"));
        yield return ("DISCOURAGE_IMPLICIT_MEASURES", "columns are summed by dragging", model, () => OfNetwork().Replace(model, "\tdiscourageImplicitMeasures\n", ""));
        yield return ("TIME_INTELLIGENCE_OFF", "hidden tables of dates", model, () => OfNetwork().Replace(model, "annotation __PBI_TimeIntelligenceEnabled = 0\n", ""));
        yield return ("REMOVE_AUTO-DATE_TABLE", "a table of dates that Desktop made", Network + "tables/L.tmdl", () => OfNetwork().Add(Network + "tables/L.tmdl", "table LocalDateTable_1\n"));
        yield return ("MODEL_SHOULD_HAVE_A_DATE_TABLE", "no table of dates", Area + "model.tmdl", () => Broken.All().Replace(calendar, "\tdataCategory: Time\n", ""));
        yield return ("DATE/CALENDAR_TABLES_SHOULD_BE_MARKED_AS_A_DATE_TABLE", "a calendar that is not marked", calendar, () => Broken.All().Replace(calendar, "\tdataCategory: Time\n", ""));
        yield return ("ENSURE_TABLES_HAVE_RELATIONSHIPS", "a table by itself", Areas, () => OfNetwork().Remove(relationships));
        yield return ("REDUCE_USAGE_OF_CALCULATED_TABLES", "a calculated table", Areas, () => OfNetwork().Replace(Areas, "partition Àrees = m", "partition Àrees = calculated"));
        yield return ("REDUCE_NUMBER_OF_CALCULATED_COLUMNS", "six calculated columns", model, () => OfNetwork().Add(Areas, string.Concat(Enumerable.Range(1, 6).Select(i => $"\n\tcolumn C{i} = {i}\n\t\tdataType: int64\n"))));
        yield return ("PARTITION_NAME_SHOULD_MATCH_TABLE_NAME_FOR_SINGLE_PARTITION_TABLES", "a partition of another name", Areas, () => OfNetwork().Replace(Areas, "partition Àrees", "partition Zones"));
        yield return ("CALCULATION_GROUPS_WITH_NO_CALCULATION_ITEMS", "a group without items", Network + "tables/G.tmdl", () => OfNetwork().Add(Network + "tables/G.tmdl", "table G\n\n\tcalculationGroup\n\t\tprecedence: 1\n"));
        yield return ("RELATIONSHIP_COLUMNS_SAME_DATA_TYPE", "text to number", relationships, () => OfNetwork().Replace(Areas, "dataType: string", "dataType: int64"));
        yield return ("RELATIONSHIP_COLUMNS_SHOULD_BE_OF_INTEGER_DATA_TYPE", "a key that is text", relationships, () => OfNetwork().Replace(relationships, "'Xifres publicades'.area_code", "'Xifres publicades'.metric"));
        yield return ("AVOID_EXCESSIVE_BI-DIRECTIONAL_OR_MANY-TO-MANY_RELATIONSHIPS", "filters both ways", relationships, () => OfNetwork().Add(relationships, "\tcrossFilteringBehavior: bothDirections\n"));
        yield return ("MANY-TO-MANY_RELATIONSHIPS_SHOULD_BE_SINGLE-DIRECTION", "many to many both ways", relationships, () => OfNetwork().Add(relationships, "\ttoCardinality: many\n\tcrossFilteringBehavior: bothDirections\n"));
        yield return ("INACTIVE_RELATIONSHIPS_THAT_ARE_NEVER_ACTIVATED", "an inactive relationship", relationships, () => OfNetwork().Add(relationships, "\tisActive: false\n"));
        yield return ("LIMIT_ROW_LEVEL_SECURITY_(RLS)_LOGIC", "texts taken apart for every row", role, () => OfNetwork().Replace(role, "NOT ISBLANK ( 'Àrees'[area_code] )", "LEFT ( 'Àrees'[area_code], 1 ) = \"t\""));
        yield return ("AVOID_THE_USERELATIONSHIP_FUNCTION_AND_RLS_AGAINST_THE_SAME_TABLE", "USERELATIONSHIP on a filtered table", role, () => OfNetwork().Add(Areas, Measure.Replace("= 1", "= CALCULATE ( 1, USERELATIONSHIP ( 'Àrees'[area_code], 'Xifres publicades'[area_code] ) )")));
        yield return ("ROLE_FILTERS_NOTHING", "a role that filters nothing", Network + "roles/Z.tmdl", () => OfNetwork().Add(Network + "roles/Z.tmdl", "role Z\n\tmodelPermission: read\n"));
        yield return ("TRANSLATION_MISSING", "a name in two languages only", Network + "cultures/es-ES.tmdl", () => OfNetwork().Replace(Network + "cultures/es-ES.tmdl", "caption: Áreas", "caption: "));
        yield return ("TRANSLATION_MISSING", "a language missing", model, () => OfNetwork().Remove(Network + "cultures/en-US.tmdl"));

        yield return ("HIDE_FOREIGN_KEYS", "a key that is seen", costs, () => Broken.All().Replace(costs, "column service_key\n\t\tdataType: int64\n\t\tisHidden\n", "column service_key\n\t\tdataType: int64\n"));
        yield return ("MARK_PRIMARY_KEYS", "a key that is not marked", Areas, () => OfNetwork().Replace(Areas, "\t\tisKey\n", ""));
        yield return ("HIDE_FACT_TABLE_COLUMNS", "a number of a fact that is seen", costs, () => Broken.All().Replace(costs, "column executed\n\t\tdataType: decimal\n\t\tisHidden\n", "column executed\n\t\tdataType: decimal\n"));
        yield return ("NUMERIC_COLUMN_SUMMARIZE_BY", "a number that is summed by dragging", costs, () => Broken.All().Replace(costs, "\t\tsummarizeBy: none\n\t\tsourceColumn: executed\n", "\t\tsummarizeBy: sum\n\t\tsourceColumn: executed\n"));
        yield return ("AVOID_FLOATING_POINT_DATA_TYPES", "euros as double", costs, () => Broken.All().Replace(costs, "dataType: decimal", "dataType: double"));
        yield return ("ISAVAILABLEINMDX_FALSE_NONATTRIBUTE_COLUMNS", "a hidden column in MDX", costs, () => Broken.All().Replace(costs, "\t\tisAvailableInMdx: false\n", ""));
        yield return ("SET_ISAVAILABLEINMDX_TO_TRUE_ON_NECESSARY_COLUMNS", "a level that is not in MDX", calendar, () => Broken.All().Replace(calendar, "\t\tsourceColumn: year\n", "\t\tsourceColumn: year\n\t\tisAvailableInMdx: false\n"));
        yield return ("MONTH_(AS_A_STRING)_MUST_BE_SORTED", "months in the order of letters", calendar, () => Broken.All().Replace(calendar, "\t\tsortByColumn: Mes\n", ""));
        yield return ("DATECOLUMN_FORMATSTRING", "a date without a format", calendar, () => Broken.All().Replace(calendar, "\t\tformatString: dd/mm/yyyy\n", ""));
        yield return ("DATA_COLUMNS_MUST_HAVE_A_SOURCE_COLUMN", "a column of nothing", Areas, () => OfNetwork().Replace(Areas, "\t\tsourceColumn: area_name\n", ""));
        yield return ("UNNECESSARY_COLUMNS", "a column that nothing uses", Areas, () => OfNetwork().Add(Areas, "\n\tcolumn extra = 1\n\t\tdataType: int64\n\t\tisHidden\n"));
        yield return ("UNNECESSARY_MEASURES", "a hidden measure that nothing uses", Areas, () => OfNetwork().Add(Areas, "\n\tmeasure Extra = 1\n\t\tisHidden\n"));
        yield return ("EXPRESSION_RELIANT_OBJECTS_MUST_HAVE_AN_EXPRESSION", "a measure of nothing", Areas, () => OfNetwork().Add(Areas, "\n\tmeasure Nova =\n\t\tisHidden\n"));
        yield return ("PROVIDE_FORMAT_STRING_FOR_MEASURES", "a measure without a format", Areas, () => OfNetwork().Add(Areas, Measure.Replace("\t\tformatString: #,0\n", "")));
        yield return ("PERCENTAGE_FORMATTING", "a share in another format", Areas, () => OfNetwork().Add(Areas, Measure.Replace("#,0", "0%")));
        yield return ("INTEGER_FORMATTING", "a number without thousands", Areas, () => OfNetwork().Add(Areas, Measure.Replace("formatString: #,0", "formatString: 0")));
        yield return ("MEASURE_FOLDER", "a measure without a folder", Areas, () => OfNetwork().Add(Areas, Measure.Replace("\t\tdisplayFolder: X\n", "")));
        yield return ("OBJECTS_WITH_NO_DESCRIPTION", "a measure that says nothing", Areas, () => OfNetwork().Add(Areas, Measure.Replace("\t/// Nova.\n", "")));
        yield return ("FIRST_LETTER_OF_OBJECTS_MUST_BE_CAPITALIZED", "a small letter", Areas, () => OfNetwork().Add(Areas, Measure.Replace("measure Nova", "measure nova")));
        yield return ("TRIM_OBJECT_NAMES", "a name with a space at its end", Areas, () => OfNetwork().Add(Areas, Measure.Replace("measure Nova", "measure 'Nova '")));
        yield return ("AVOID_INVALID_NAME_CHARACTERS", "a name with a control character", Areas, () => OfNetwork().Add(Areas, Measure.Replace("measure Nova", "measure 'No\u0001va'")));
    }
}
