using NUnit.Framework;
using QdC.IntegrationTests.Sandbox;

namespace QdC.IntegrationTests;

/// <summary>The areas of these tests have keys that are the same in every run and process.</summary>
[SetUpFixture]
internal sealed class Keys
{
    public static readonly IReadOnlyDictionary<string, string> Variables = new Dictionary<string, string>
    {
        ["QDC_KEY_PROVA"] = new('7', 64),
        ["QDC_KEY_TARRAGONA"] = new('8', 64),
        ["QDC_KEY_LA_NOGUERA"] = new('9', 64),
        ["QDC_KEY_REUS"] = new('a', 64),
    };

    [OneTimeSetUp]
    public void Set()
    {
        foreach (var (name, value) in Variables)
        {
            Environment.SetEnvironmentVariable(name, value);
        }
    }

    [OneTimeTearDown]
    public void Remove()
    {
        RefreshedArea.RemoveCommitted();
        Box.RemoveSmall();
    }
}
