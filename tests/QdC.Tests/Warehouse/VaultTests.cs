using System.Text;
using NUnit.Framework;
using QdC.Warehouse;

namespace QdC.Tests.Warehouse;

/// <summary>Identities are kept sealed, each bound to its area and record.</summary>
public sealed class VaultTests
{
    private static readonly Guid One = new("11111111-1111-1111-1111-111111111111");
    private static readonly Guid Two = new("22222222-2222-2222-2222-222222222222");
    private static readonly byte[] Text = Encoding.UTF8.GetBytes("""{"given_name":"Aina","surname1":"Quintanella"}""");

    [Test]
    public void A_text_opens_for_its_own_record_area_and_key_only()
    {
        using var cipher = Cipher("reus", 1);
        using var otherArea = Cipher("girona", 1);
        using var otherKey = Cipher("reus", 2);
        var sealedText = cipher.Seal(One, Text);

        Assert.That(cipher.Open(One, sealedText), Is.EqualTo(Text));
        Assert.That(cipher.Open(Two, sealedText), Is.Null);
        Assert.That(otherArea.Open(One, sealedText), Is.Null);
        Assert.That(otherKey.Open(One, sealedText), Is.Null);
    }

    [Test]
    public void Any_byte_changed_or_cut_off_is_noticed()
    {
        using var cipher = Cipher("reus", 1);
        var sealedText = cipher.Seal(One, Text);
        for (var i = 0; i < sealedText.Length; i++)
        {
            byte[] damaged = [.. sealedText];
            damaged[i] ^= 0x20;
            Assert.That(cipher.Open(One, damaged), Is.Null, $"byte {i}");
        }
        Assert.That(cipher.Open(One, sealedText.AsSpan(0, sealedText.Length - 1)), Is.Null);
        Assert.That(cipher.Open(One, []), Is.Null);
    }

    [Test]
    public void Equal_texts_are_sealed_to_different_bytes()
    {
        using var cipher = Cipher("reus", 1);
        var (first, second) = (cipher.Seal(One, Text), cipher.Seal(One, Text));
        Assert.That(first, Is.Not.EqualTo(second));
    }

    [Test]
    public void The_vault_keeps_every_identity_of_a_record_and_opens_the_one_asked_for()
    {
        using var box = new TestHome();
        using var keys = box.Keys();
        using var cipher = new VaultCipher(keys.Area, keys.Vault);
        byte[] later = Encoding.UTF8.GetBytes("""{"given_name":"Aina","surname1":"Quintanelles"}""");
        using (var vault = IdentityVault.Open(box.Home, keys))
        {
            vault.Keep([new(One, One, cipher.Seal(One, Text)), new(One, Two, cipher.Seal(One, later))]);
            vault.Keep([new(One, One, [1, 2, 3])]);
            Assert.That(() => vault.Read(Wanted(One, One)).ToList(), Throws.TypeOf<IdentityUnreadable>(), "damaged");
            vault.Keep([new(One, One, cipher.Seal(One, Text))]); // read from the landed file again
        }
        using var again = IdentityVault.Open(box.Home, keys);
        Assert.That(again.Read(Wanted(One, One)).Single().Text, Is.EqualTo(Text));
        Assert.That(again.Read(Wanted(One, Two)).Single().Text, Is.EqualTo(later));
        Assert.That(again.Read(Wanted(Two, Two)), Is.Empty);
        var bytes = Encoding.Latin1.GetString(File.ReadAllBytes(box.Home.VaultOf(keys.Area)));
        Assert.That(bytes, Does.Not.Contain("Quintanell").And.Not.Contain("given_name"));
    }

    [Test]
    public void Another_key_is_a_clear_failure()
    {
        using var box = new TestHome();
        using var keys = box.Keys();
        using var stranger = Cipher(keys.Area.Value, 9);
        using var vault = IdentityVault.Open(box.Home, keys);
        vault.Keep([new(One, One, stranger.Seal(One, Text))]);
        Assert.That(() => vault.Read(Wanted(One, One)).ToList(), Throws.TypeOf<IdentityUnreadable>().With.Message.Contain("vault"));
    }

    [Test]
    public void A_file_that_is_no_vault_is_a_clear_failure()
    {
        using var box = new TestHome();
        using var keys = box.Keys();
        QdcHome.Ensure(Path.GetDirectoryName(box.Home.VaultOf(keys.Area))!);
        File.WriteAllText(box.Home.VaultOf(keys.Area), "something else, long enough to be looked at as a database file");
        Assert.That(() => IdentityVault.Open(box.Home, keys), Throws.TypeOf<StoreDamaged>());
    }

    private static Func<Guid, Guid?> Wanted(Guid record, Guid identity) => asked => asked == record ? identity : null;

    private static VaultCipher Cipher(string area, byte key) => new(AreaCode.Parse(area), new Secret([.. Enumerable.Repeat(key, 32)]));
}
