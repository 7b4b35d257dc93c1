using NUnit.Framework;
using QdC.Publish.PowerBi;
using static QdC.Tests.Publish.PowerBi.Broken;

namespace QdC.Tests.Publish.PowerBi;

/// <summary>A model that is broken in one place is found there, by the rule that says so.</summary>
public sealed class BrokenModelTests
{
    private const string Measure = "\n\tmeasure Nova = 1\n\t\tformatString: #,0\n\t\tdisplayFolder: X\n";
    private const string Tag = "11111111-1111-5111-8111-111111111111";

    /// <summary>Rules that the tests of the report break.</summary>
    private static readonly string[] OfReport = ["the report"];

    internal static IEnumerable<(string Rule, string What, string File, Func<Broken> Spoil)> Cases()
    {
        // What a deserialiser refuses or misreads.
        yield return ("TMDL_BYTES", "carriage returns", Areas, () => OfNetwork().Replace(Areas, "\n", "\r\n"));
        yield return ("TMDL_INDENT", "spaces instead of tabs", Areas, () => OfNetwork().Replace(Areas, "\tlineageTag", "    lineageTag"));
        yield return ("TMDL_TEXT_AFTER_EQUALS", "text after = and a line below", Published, () => OfNetwork().Replace(Published, "= IF ( COUNTROWS", "= IF (\n\t\t\t\tCOUNTROWS"));
        yield return ("TMDL_TEXT_AFTER_EQUALS", "the same with closed brackets", Published, () => OfNetwork().Add(Published, "\n\tmeasure Nova = VAR _a = 1\n\t\t\tRETURN _a\n"));
        yield return ("TMDL_BODY_DEPTH", "a body at the depth of properties swallows them", Published, () => OfNetwork().Add(Published, "\n\tmeasure Nova =\n\t\t1 + 1\n\t\tisHidden\n"));
        yield return ("TMDL_BODY_DEPTH", "a body too deep", Published, () => OfNetwork().Add(Published, "\n\tmeasure Nova =\n\t\t\t\t1 + 1\n"));
        yield return ("TMDL_PROPERTY_AFTER_CHILD", "a property after an annotation", Areas, () => OfNetwork().Replace(Areas, "annotation SummarizationSetBy = User\n", "annotation SummarizationSetBy = User\n\n\t\tdataCategory: City\n"));
        yield return ("TMDL_STRUCT", "a structure with a colon", Network + "model.tmdl", () => OfNetwork().Replace(Network + "model.tmdl", "dataAccessOptions", "dataAccessOptions:"));
        yield return ("TMDL_STRUCT", "a structure with nothing in it", Network + "model.tmdl", () => OfNetwork().Replace(Network + "model.tmdl", "\t\tlegacyRedirects\n\t\treturnErrorValuesAsNull\n", ""));
        yield return ("TMDL_ROOT", "database with a property that is not indented", Network + "database.tmdl", () => OfNetwork().Replace(Network + "database.tmdl", "database\n\tcompat", "database QdC\ncompat"));
        yield return ("TMDL_LINE", "a line that is nothing", Areas, () => OfNetwork().Replace(Areas, "\n\tcolumn", "\n\t=!\n\tcolumn"));
        yield return ("TMDL_OBJECT_PLACE", "a level outside a hierarchy", Areas, () => OfNetwork().Add(Areas, "\n\tlevel Àrea\n"));
        yield return ("TMDL_PROPERTY", "a property of another object", Areas, () => OfNetwork().Replace(Areas, "\tlineageTag", "\tcaption: Àrees\n\tlineageTag"));
        yield return ("TMDL_PROPERTY_SIGN", "a value after an equals sign", Areas, () => OfNetwork().Replace(Areas, "dataType: ", "dataType = "));
        yield return ("TMDL_PROPERTY_TWICE", "a property twice", Areas, () => OfNetwork().Replace(Areas, "\t\tisHidden\n", "\t\tisHidden\n\t\tisHidden\n"));
        yield return ("TMDL_DESCRIPTION_PLACE", "a description with an empty line below", Areas, () => OfNetwork().Replace(Areas, ".\ntable", ".\n\ntable"));
        yield return ("TMDL_DESCRIPTION_PLACE", "a description of a property", Areas, () => OfNetwork().Replace(Areas, "\tlineageTag", "\t/// Etiqueta\n\tlineageTag"));
        yield return ("TMDL_COMMENT", "a comment", Areas, () => OfNetwork().Replace(Areas, "\n\tcolumn", "\n\t// columnes\n\tcolumn"));
        yield return ("TMDL_NAME_QUOTES", "a name with spaces and no quotes", Published, () => OfNetwork().Replace(Published, "column 'Dades fins al'", "column Dades fins al"));
        yield return ("TMDL_NAME_QUOTES", "a quote in a name that is not doubled", Network + "expressions.tmdl", () => OfNetwork().Replace(Network + "expressions.tmdl", "expression Server", "expression 'Ser'ver'"));
        yield return ("TMDL_BACKTICKS", "backticks that are not closed", Published, () => OfNetwork().Add(Published, "\n\tmeasure Nova = ```\n\t\t\t1\n"));
        yield return ("MODEL_FILES", "a file missing", "QdC.Network.SemanticModel/definition.pbism", () => OfNetwork().Remove("QdC.Network.SemanticModel/definition.pbism"));

        // Names.
        yield return ("REFERENCE", "a relationship to no column", Network + "relationships.tmdl", () => OfNetwork().Replace(Network + "relationships.tmdl", "Àrees.area_code", "Àrees.codi"));
        yield return ("REFERENCE", "sorted by no column", Areas, () => OfNetwork().Replace(Areas, "\t\tsourceColumn: area_name\n", "\t\tsourceColumn: area_name\n\t\tsortByColumn: ordre\n"));
        yield return ("REFERENCE", "a level of no column", Area + "tables/Municipi.tmdl", () => All().Replace(Area + "tables/Municipi.tmdl", "column: Comarca", "column: Vegueria"));
        yield return ("REFERENCE", "a translation of no column", Network + "cultures/es-ES.tmdl", () => OfNetwork().Replace(Network + "cultures/es-ES.tmdl", "column Àrea", "column Zona"));
        yield return ("REFERENCE", "a role on no table", Network + "roles/Lectors de la xarxa.tmdl", () => OfNetwork().Replace(Network + "roles/Lectors de la xarxa.tmdl", "tablePermission Àrees", "tablePermission Zones"));
        yield return ("REFERENCE", "a perspective of no table", Network + "perspectives/P.tmdl", () => OfNetwork().Add(Network + "perspectives/P.tmdl", "perspective P\n\n\tperspectiveTable Zones\n"));
        yield return ("REFERENCE", "a perspective of no column", Network + "perspectives/P.tmdl", () => OfNetwork().Add(Network + "perspectives/P.tmdl", "perspective P\n\n\tperspectiveTable Àrees\n\n\t\tperspectiveColumn Zona\n"));
        yield return ("REFERENCE", "a listed table that is not there", Network + "model.tmdl", () => OfNetwork().Add(Network + "model.tmdl", "ref table Zones\n"));
        yield return ("REFERENCE", "a source of no expression", Areas, () => OfNetwork().Replace(Areas, "\t\tmode: import\n", "\t\tmode: import\n\t\texpressionSource: Llac\n"));
        yield return ("REFERENCE", "a field parameter of no field", Network + "tables/Camp.tmdl", () => OfNetwork().Add(Network + "tables/Camp.tmdl", "table Camp\n\n\tcolumn Camp\n\t\tdataType: string\n\t\tsummarizeBy: none\n\t\tsourceColumn: [Value1]\n\n\tpartition Camp = calculated\n\t\tsource = { ( \"a\", NAMEOF ( 'Àrees'[Zona] ), 0 ) }\n"));
        yield return ("REFERENCE", "a table without a partition", Areas, () => OfNetwork().Replace(Areas, "partition Àrees = m", "hierarchy X"));
        yield return ("MODEL_LISTS_ALL", "a table that the model does not list", Areas, () => OfNetwork().Replace(Network + "model.tmdl", "ref table Àrees\n", ""));
        yield return ("UNIQUE_TABLE_NAME", "two tables of one name", Network + "tables/Z.tmdl", () => OfNetwork().Add(Network + "tables/Z.tmdl", "table Àrees\n"));
        yield return ("UNIQUE_COLUMN_NAME", "two columns of one name", Areas, () => OfNetwork().Add(Areas, "\n\tcolumn Àrea\n\t\tdataType: string\n"));
        yield return ("UNIQUE_MEASURE_NAME", "a measure in two tables", Areas, () => OfNetwork().Add(Areas, "\n\tmeasure 'Valor publicat' = 2\n"));
        yield return ("UNIQUE_MEASURE_NAME", "a measure named as a column of its table", Areas, () => OfNetwork().Add(Areas, "\n\tmeasure Àrea = 2\n"));
        yield return ("UNIQUE_EXPRESSION_NAME", "two expressions of one name", Network + "expressions.tmdl", () => OfNetwork().Add(Network + "expressions.tmdl", "\nexpression Server = \"a\"\n"));
        yield return ("UNIQUE_RELATIONSHIP_NAME", "two relationships of one name", Network + "relationships.tmdl", () => OfNetwork().Add(Network + "relationships.tmdl", "\n" + Definition.Built[Network + "relationships.tmdl"]));
        yield return ("TABLE_NAMED_AS_EXPRESSION", "a table named as a parameter", Network + "tables/Z.tmdl", () => OfNetwork().Add(Network + "tables/Z.tmdl", "table Server\n"));
        yield return ("RELATIONSHIP_NAME", "a name that is nearly a UUID", Network + "relationships.tmdl", () => OfNetwork().Replace(Network + "relationships.tmdl", "relationship f", "relationship z"));
        yield return ("LINEAGE_TAG", "a tag that is no UUID", Areas, () => OfNetwork().Replace(Areas, "lineageTag: ", "lineageTag: x"));
        yield return ("LINEAGE_TAG", "one tag of two objects", Areas, () => OfNetwork().Add(Areas, $"\n\tmeasure A = 1\n\t\tlineageTag: {Tag}\n\n\tmeasure B = 2\n\t\tlineageTag: {Tag}\n"));
        yield return ("ROLE_ID", "one PBI_Id of two roles", Network + "roles/Altres.tmdl", () => OfNetwork().Add(Network + "roles/Lectors de la xarxa.tmdl", "\n\tannotation PBI_Id = 1\n").Add(Network + "roles/Altres.tmdl", "role Altres\n\n\tannotation PBI_Id = 1\n"));
        yield return ("SORT_CIRCLE", "sorted by what is computed from it", Area + "tables/Calendari.tmdl", () => All().Replace(Area + "tables/Calendari.tmdl", "\t\tsourceColumn: date\n", "\t\tsourceColumn: date\n\t\tsortByColumn: 'Mesos enrere'\n"));
        yield return ("SORT_MANY", "a month sorted by the day", Area + "tables/Calendari.tmdl", () => All().Replace(Area + "tables/Calendari.tmdl", "sortByColumn: Mes", "sortByColumn: Dia"));
        yield return ("FIELD_PARAMETER_SOURCE", "a field parameter without brackets", Network + "tables/Camp.tmdl", () => OfNetwork().Add(Network + "tables/Camp.tmdl", "table Camp\n\n\tcolumn Camp\n\t\tdataType: string\n\t\tsourceColumn: Value1\n\n\tpartition Camp = calculated\n\t\tsource = { ( \"a\", NAMEOF ( 'Àrees'[Àrea] ), 0 ) }\n"));

        // DAX.
        foreach (var (rule, dax) in new[]
        {
            ("DAX_SYNTAX", "MAX ( 'Àrees'[Àrea]"), ("DAX_SYNTAX", "\"a"), ("DAX_REFERENCE", "MAX ( 'Àrees'[Zona] )"), ("DAX_SOURCE_COLUMN", "MAX ( 'Àrees'[area_name] )"), ("DAX_FUNCTION", "MAXIM ( 1 )"),
            ("DAX_MEASURE_IN_FILTER", "CALCULATE ( 1, 'Àrees'[Àrea] = [Valor publicat] )"), ("DAX_COLUMNS_FULLY_QUALIFIED", "MAX ( [Àrea] )"), ("DAX_MEASURES_UNQUALIFIED", "'Àrees'[Valor publicat] + 1"), ("CIRCULAR_DEPENDENCY", "[Nova] + 1"),
            ("UNUSED_VARIABLE", "VAR _a = 1 RETURN 2"), ("AVOID_MEASURES_THAT_ONLY_REPEAT_ANOTHER", "[Valor publicat]"), ("USE_THE_DIVIDE_FUNCTION_FOR_DIVISION", "1 / 2"), ("AVOID_USING_'1-(X/Y)'_SYNTAX", "1 - DIVIDE ( 1, 2 )"),
            ("AVOID_USING_IFERROR", "IFERROR ( 1, 0 )"), ("AVOID_USING_INTERSECT", "COUNTROWS ( INTERSECT ( 'Àrees', 'Àrees' ) )"), ("AVOID_USING_EVALUATEANDLOG", "EVALUATEANDLOG ( 1 )"), ("AVOID_USING_TODAY", "TODAY ()"), ("AVOID_USING_NOW", "NOW ()"),
        })
        {
            yield return (rule, dax, Areas, () => OfNetwork().Add(Areas, Measure.Replace("= 1", $"= {dax}")));
        }
        yield return ("AVOID_DUPLICATE_MEASURES", "two measures that say the same", Areas, () => OfNetwork().Add(Areas, Measure + Measure.Replace("Nova", "Vella")));
        yield return ("DAX_SYNTAX", "a calculated table with a stray comma", Network + "tables/Camp.tmdl", () => OfNetwork().Add(Network + "tables/Camp.tmdl", "table Camp\n\n\tpartition Camp = calculated\n\t\tsource = { ( \"a\", 0 ), }\n"));
        yield return ("DAX_REFERENCE", "a role's filter of no column", Network + "roles/Lectors de la xarxa.tmdl", () => OfNetwork().Replace(Network + "roles/Lectors de la xarxa.tmdl", "[area_code]", "[codi]"));

        // Queries.
        yield return ("M_SYNTAX", "a missing comma", Areas, () => OfNetwork().Replace(Areas, "Database),", "Database)"));
        yield return ("M_SYNTAX", "an open bracket", Areas, () => OfNetwork().Replace(Areas, "Database),", "Database,"));
        yield return ("M_SYNTAX", "a parameter's text that does not end", Network + "expressions.tmdl", () => OfNetwork().Replace(Network + "expressions.tmdl", "\"localhost\"", "\"localhost"));
        yield return ("M_REFERENCE", "a misspelt parameter", Areas, () => OfNetwork().Replace(Areas, "(Server,", "(Servidor,"));
        yield return ("VIEW_UNKNOWN", "a view that is not there", Areas, () => OfNetwork().Replace(Areas, "Item = \"area\"", "Item = \"areas\""));
        yield return ("VIEW_UNKNOWN", "a table of the star", Areas, () => OfNetwork().Replace(Areas, "Schema = \"bi\"", "Schema = \"star\""));
        yield return ("VIEW_UNKNOWN", "a query in the server's own words", Areas, () => OfNetwork().Replace(Areas, "Sql.Database(Server, Database)", "Sql.Database(Server, Database, [Query=\"SELECT 1\"])"));
        yield return ("VIEW_COLUMN", "a column that the view lacks", Areas, () => OfNetwork().Replace(Areas, "sourceColumn: area_name", "sourceColumn: name"));
        yield return ("VIEW_TYPE", "another type than the view's", Published, () => OfNetwork().Replace(Published, "dataType: dateTime", "dataType: string"));
        yield return ("VIEW_SELECTED", "a column that the query leaves out", Areas, () => OfNetwork().Replace(Areas, ", \"area_name\"", ""));
        yield return ("IMPORT_MODE", "a table that asks the server each time", Areas, () => OfNetwork().Replace(Areas, "mode: import", "mode: directQuery"));
        yield return ("FULL_REFRESH", "a table refreshed in parts", Areas, () => OfNetwork().Add(Areas, "\n\trefreshPolicy\n\t\tpolicyType: basic\n"));
        yield return ("MINIMIZE_POWER_QUERY_TRANSFORMATIONS", "a query that joins", Areas, () => OfNetwork().Replace(Areas, "Columns = Table.SelectColumns(View,", "Joined = Table.Join(View, \"area_code\", View, \"area_code\"),\n\t\t\t    Columns = Table.SelectColumns(View,"));

        yield return ("MINIMIZE_POWER_QUERY_TRANSFORMATIONS", "a query of another source", Areas, () => OfNetwork().Replace(Areas, "Columns = Table", "Web = Web.Contents(\"https://example.org\"),\n\t\t\t    Columns = Table"));

        // What may reach a model.
        var attended = Area + "tables/Atenció per persona i mes.tmdl";
        yield return ("PERSON_NO_IDENTITY", "a pseudonym", attended, () => All().Replace(attended, "sourceColumn: person_number", "sourceColumn: person_key"));
        yield return ("PERSON_NO_IDENTITY", "a birth year", attended, () => All().Replace(attended, "\tcolumn month\n", "\tcolumn birth_year\n\t\tdataType: int64\n\t\tisHidden\n\t\tsourceColumn: birth_year\n\n\tcolumn month\n"));
        yield return ("PERSON_NO_DAY", "a day", attended, () => All().Replace(attended, "sourceColumn: previous_month", "sourceColumn: previous_day"));
        yield return ("PERSON_COLUMNS", "how often somebody came", attended, () => All().Replace(attended, "\tcolumn month\n", "\tcolumn contacts\n\t\tdataType: int64\n\t\tisHidden\n\t\tsourceColumn: contacts\n\n\tcolumn month\n"));
        yield return ("PERSON_HIDDEN", "a person's number that is seen", attended, () => All().Replace(attended, "\tcolumn person_number\n\t\tdataType: int64\n\t\tisHidden\n", "\tcolumn person_number\n\t\tdataType: int64\n"));
        yield return ("AREA_FILTER", "every area's rows", attended, () => All().Replace(attended, "each [area_code] = AreaCode", "each true"));
        yield return ("ROLES_ONLY_IN_NETWORK", "a role in an area's model", Area + "roles/R.tmdl", () => All().Add(Area + "roles/R.tmdl", "role R\n\tmodelPermission: read\n"));
        yield return ("NETWORK_PUBLISHED_ONLY", "true figures in the network's model", Published, () => OfNetwork().Replace(Published, "Item = \"published\"", "Item = \"kpi\""));
        yield return ("NETWORK_ADDS_NOTHING", "published figures added up", Published, () => OfNetwork().Replace(Published, "MAX ( 'Xifres publicades'[value]", "SUM ( 'Xifres publicades'[value]"));
        yield return ("NETWORK_HAS_A_ROLE", "no role", Network + "model.tmdl", () => OfNetwork().Remove(Network + "roles/Lectors de la xarxa.tmdl").Replace(Network + "model.tmdl", "ref role 'Lectors de la xarxa'\n", ""));

        foreach (var best in BestPracticeCases.All())
        {
            yield return best;
        }
    }

    private static IEnumerable<TestCaseData> Named() => Cases().Select(c => new TestCaseData(c.Rule, c.File, c.Spoil).SetArgDisplayNames(c.Rule, c.What));

    [TestCaseSource(nameof(Named))]
    public void What_is_broken_is_found_where_it_is_by_its_rule(string rule, string file, Func<Broken> spoil)
    {
        var found = spoil().Check();

        Assert.That(found.Where(f => f.Rule == rule).Select(f => f.File), Does.Contain(file), string.Join('\n', found));
        Assert.That(found.Where(f => f.Rule == rule).Select(f => f.Line), rule == "MODEL_FILES" ? Has.All.Zero : Has.All.Positive);
        Assert.That(PowerBiRules.All.Select(r => r.Id), Is.SupersetOf(found.Select(f => f.Rule).Distinct()), "every rule that is broken is listed");
    }

    [Test]
    public void Every_rule_on_models_has_a_model_that_breaks_it() =>
        Assert.That(PowerBiRules.All.Where(r => !OfReport.Contains(r.Group) && r.Id is not ("EXPORT_SUMMARISED" or "PERSON_SHOWN")).Select(r => r.Id).Except(Cases().Select(c => c.Rule)), Is.Empty);

    [Test]
    public void No_rule_is_listed_twice() => Assert.That(PowerBiRules.All.Select(r => r.Id), Is.Unique);

    [Test]
    public void What_is_committed_breaks_none() => Assert.That(PowerBiCheck.Check(new PowerBiFolder(Definition.Folder).Read()), Is.Empty);

    [Test]
    public void A_finding_tells_the_very_line()
    {
        var finding = OfNetwork().Replace(Areas, "(Server,", "(Servidor,").Check().Single(f => f.Rule == "M_REFERENCE");

        Assert.That(Definition.Built[Areas].Split('\n')[finding.Line - 1], Does.Contain("Sql.Database"));
        Assert.That(finding.ToString(), Does.Match(@"^QdC\.Network\.SemanticModel/definition/tables/Àrees\.tmdl:\d+ M_REFERENCE: Servidor"));
    }
}
