using System.Text.Json;
using QdC.Cli.App;

namespace QdC.Tests.Cli;

/// <summary>The command line in this process.</summary>
internal static class Qdc
{
    /// <summary>Runs <c>qdc</c> with arguments.</summary>
    public static async Task<QdcResult> Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await QdcCommandLine.Invoke(arguments, output, error);
        return new QdcResult(code, output.ToString(), error.ToString());
    }
}

/// <summary>What a command line gave.</summary>
internal sealed record QdcResult(int Code, string Out, string Error)
{
    /// <summary>Standard output as the one JSON document it must be.</summary>
    public JsonElement Json()
    {
        using var document = JsonDocument.Parse(Out);
        return document.RootElement.Clone();
    }
}
