using NUnit.Framework;

namespace QdC.SqlServerTests.Server;

/// <summary>The stories on a server that speaks TDS and T-SQL. docs/sqlserver.md says how to start one.</summary>
[Category("SqlServer")]
public sealed class RealServerTests
{
    private static IEnumerable<TestCaseData> Stories() =>
        RealServer.Given is null ? [new TestCaseData("").SetArgDisplayNames("QDC_TEST_SQLSERVER is not set")] : ServerStories.All.Keys.Select(story => new TestCaseData(story).SetArgDisplayNames(story));

    [TestCaseSource(nameof(Stories))]
    public async Task On_a_server(string story)
    {
        if (story.Length == 0)
        {
            Assert.Ignore("QDC_TEST_SQLSERVER is not set: the tests on a real SQL Server are skipped. docs/sqlserver.md says how to start one in a container.");
            return;
        }
        await ServerStories.All[story](RealServer.Given!);
    }
}
