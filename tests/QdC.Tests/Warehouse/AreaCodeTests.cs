using NUnit.Framework;
using QdC.Warehouse;

namespace QdC.Tests.Warehouse;

internal sealed class AreaCodeTests
{
    [TestCase("tarragona")]
    [TestCase("la-noguera")]
    [TestCase("a1")]
    public void A_short_name_is_an_area(string text) => Assert.That(AreaCode.Parse(text).Value, Is.EqualTo(text));

    [TestCase("")]
    [TestCase("Tarragona")]
    [TestCase("la noguera")]
    [TestCase("../etc")]
    [TestCase("1a")]
    [TestCase("a-")]
    [TestCase("reus/x")]
    [TestCase("àrea")]
    [TestCase("con.")]
    public void Anything_that_is_no_plain_folder_name_is_refused(string text) =>
        Assert.That(() => AreaCode.Parse(text), Throws.TypeOf<AreaCodeInvalid>().With.Message.Contains("lower-case letters"));

    [Test]
    public void A_path_of_the_home_creates_nothing_until_it_is_ensured()
    {
        using var test = new TestHome();
        _ = test.Home.WorkOf(test.Area);
        Assert.That(Directory.Exists(test.Home.Root), Is.False);

        QdcHome.Ensure(test.Home.WorkOf(test.Area));

        Assert.That(Directory.Exists(test.Home.WorkOf(test.Area)), Is.True);
        if (!OperatingSystem.IsWindows())
        {
            const UnixFileMode owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
            Assert.That(File.GetUnixFileMode(test.Home.WorkOf(test.Area)), Is.EqualTo(owner));
            Assert.That(File.GetUnixFileMode(Path.Combine(test.Home.Root, "work")), Is.EqualTo(owner));
        }
    }

    [Test]
    public void The_areas_of_a_home_are_those_with_a_store()
    {
        using var test = new TestHome();
        Assert.That(test.Home.Areas(), Is.Empty);
        test.Publish(1);
        Assert.That(test.Home.Areas(), Is.EqualTo(new[] { test.Area }));
    }
}
