using NUnit.Framework;

namespace QdC.IntegrationTests.Star;

/// <summary>Surrogate keys over several areas: each stands for one thing, and conformed dimensions are the same everywhere.</summary>
[TestFixture]
public sealed class KeyTests
{
    private static readonly string[] Own = ["person", "case_record", "service_record", "professional", "team"];
    private static readonly string[] Conformed = ["dim_municipality", "dim_sex", "dim_service", "dim_funder", "dim_case_type", "dim_activity_type", "dim_age_band", "dim_age_group", "dim_problem_type", "dim_problem", "dim_demand", "dim_reason"];

    [Test]
    public void Over_all_areas_each_key_is_found_once_and_conformed_dimensions_agree()
    {
        var seen = new Dictionary<long, string>();
        var conformed = new Dictionary<string, List<string>>();
        foreach (var name in new[] { "tarragona", "la-noguera", "mini" })
        {
            using var area = RefreshedArea.Committed(name);
            using var version = area.Store.OpenCurrent();
            foreach (var dimension in Own)
            {
                var keys = version.Session.Query($"SELECT key FROM keys.{dimension}", row => row.GetInt64(0));
                Assert.That(keys, Is.Not.Empty.And.All.InRange(area.Area.Number * 10_000_000_000 + 1, (area.Area.Number + 1) * 10_000_000_000 - 1));
                Assert.That(keys, Is.Unique);
                Assert.That(keys.Max() - keys.Min() + 1, Is.EqualTo(keys.Count), "keys are dense");
                foreach (var key in keys)
                {
                    Assert.That(seen.TryAdd(key, $"{name} {dimension}") || seen[key].StartsWith(name, StringComparison.Ordinal), $"{key} stands for {seen[key]} and {name} {dimension}");
                }
            }
            foreach (var dimension in Conformed)
            {
                var columns = dimension == "dim_municipality" ? "* EXCLUDE (in_area)" : "*";
                var rows = version.Session.Query($"SELECT CAST(d AS VARCHAR) FROM (SELECT {columns} FROM star.{dimension}) AS d ORDER BY 1", row => row.GetString(0));
                Assert.That(conformed.TryAdd(dimension, rows) || conformed[dimension].SequenceEqual(rows), $"{dimension} differs in {name}");
            }
        }
    }
}
