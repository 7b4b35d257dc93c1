using System.Globalization;
using NUnit.Framework;

/// <summary>As the program does where it may not run in invariant mode: nothing is read or written in the machine's language.</summary>
[SetUpFixture]
public sealed class Culture
{
    [OneTimeSetUp]
    public void Use() => CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
}
