using NUnit.Framework;
using QdC.Cli.App;
using QdC.Warehouse;

namespace QdC.SqlServerTests.Server;

/// <summary>Connections are named by reference, protect what is sent, and never tell their secret.</summary>
public sealed class ConnectionTests
{
    private const string Secret = "hunter2-canary";

    [TestCase("Server=db.example;Database=qdc;User ID=a;Password=" + Secret + ";Encrypt=Optional", "Encrypt=Optional")]
    [TestCase("Server=db.example;Database=qdc;User ID=a;Password=" + Secret + ";Encrypt=False", "Encrypt=Optional")]
    [TestCase("Server=db.example;Database=qdc;User ID=a;Password=" + Secret + ";TrustServerCertificate=True", "TrustServerCertificate")]
    [TestCase("Server=db.example;User ID=a;Password=" + Secret, "no database")]
    [TestCase("Database=qdc;User ID=a;Password=" + Secret, "no server")]
    [TestCase("Server=db.example;Database=qdc;Pasword=" + Secret, "cannot be read")]
    [TestCase(Secret, "cannot be read")]
    public void A_connection_that_may_not_be_used_says_why_and_not_what_it_is(string text, string why)
    {
        var wrong = Assert.Throws<ServerConfigurationWrong>(() => ServerConnection.From("env:X", _ => text));
        Assert.That(wrong!.ToString(), Does.Contain(why).And.Not.Contain(Secret));
        Assert.That(wrong.InnerException, Is.Null);
    }

    [TestCase("Server=db.example;Database=qdc;User ID=a;Password=x", "Encrypt=True")]
    [TestCase("Server=db.example;Database=qdc;User ID=a;Password=x;Encrypt=Strict", "Encrypt=Strict")]
    [TestCase("Server=tcp:qdc.database.windows.net,1433;Database=qdc;User ID=a;Password=x;Encrypt=Mandatory", "Encrypt=Strict")]
    [TestCase("Server=tcp:127.0.0.1,1433;Database=qdc;User ID=a;Password=x;TrustServerCertificate=True", "Encrypt=True")]
    [TestCase("Server=localhost;Database=qdc;User ID=a;Password=x;Encrypt=Optional", "Encrypt=False")]
    public void What_is_sent_is_encrypted_and_the_server_proven_but_on_this_machine(string text, string kept)
    {
        var connection = ServerConnection.From("env:X", _ => text);
        Assert.That(connection.Text, Does.Contain(kept).And.Contain("Pooling=False"));
        Assert.That(connection.ToString(), Does.Not.Contain("Password").And.EndWith("/qdc"));
    }

    [Test]
    public void A_secret_in_place_of_a_reference_is_not_repeated()
    {
        var wrong = Assert.Throws<ServerConfigurationWrong>(() => ServerConnection.From($"Server=x;Password={Secret}"));
        Assert.That(wrong!.Message, Does.Contain("env:NAME").And.Not.Contain(Secret));
    }

    [Test]
    public void A_file_that_others_can_read_is_refused()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Ignore("Windows has no such modes");
            return;
        }
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, "Server=localhost;Database=qdc;User ID=a;Password=x\n");
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.GroupRead);
            Assert.That(Assert.Throws<ServerConfigurationWrong>(() => ServerConnection.From("file:" + file))!.Message, Does.Contain("chmod 600"));
            File.SetUnixFileMode(file, UnixFileMode.UserRead);
            Assert.That(ServerConnection.From("file:" + file).Name, Is.EqualTo("localhost/qdc"));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Test]
    public void A_server_that_does_not_answer_may_answer_later() =>
        Assert.Throws<ServerUnavailable>(() => SqlClientServer.Open(ServerConnection.Of("Server=tcp:127.0.0.1,1;Database=qdc;User ID=a;Password=x;Connect Timeout=2", "test")));

    [TestCase("migrate", 3)]
    [TestCase("sync", 3)]
    public async Task The_commands_say_what_is_missing_before_anything_is_tried(string command, int code)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        Assert.That(await QdcCommandLine.Invoke(["warehouse", command, "--connection", "env:QDC_NO_SUCH_VARIABLE"], output, error), Is.EqualTo(code));
        Assert.That(error.ToString(), Does.Contain("env:QDC_NO_SUCH_VARIABLE").And.Contain("--connection"));
    }
}
