using System.Diagnostics;
using System.Globalization;
using NUnit.Framework;
using QdC.IntegrationTests.Sandbox;
using QdC.Warehouse;

namespace QdC.IntegrationTests;

/// <summary>
/// A disk is full after so much has been written: landing, ledger, vault, staging and the version's file each have their turn. The child's home
/// lies on a small disk that only it sees, and is what the disk held when it is back.
/// </summary>
[Platform("Linux")]
internal sealed class DiskFullTests
{
    /// <summary>Puts the home on a disk with so much room left, runs a command, and puts back what the disk holds then.</summary>
    private const string OnSmallDisk = """
        set -e
        home=$1 disk=$2 room=$3; shift 3
        mkdir "$disk"
        mount -t tmpfs -o size=500m tmpfs "$disk"
        cp -a "$home" "$disk/home"
        used=$(df --output=used -k "$disk" | tail -1)
        mount -o remount,size=$((used + room))k "$disk"
        mount --bind "$disk/home" "$home"
        set +e
        "$@"
        umount "$home"
        rm -r "$home" && cp -a "$disk/home" "$home"
        """;

    [Test]
    public void where_it_is_full_at_either_of_two_places_what_was_served_stays_and_with_room_again_the_run_ends_as_undisturbed() => Fill([200, 9_000]);

    [Test]
    [Category("Slow")]
    public void where_it_is_full_at_any_of_many_places_what_was_served_stays_and_with_room_again_the_run_ends_as_undisturbed() =>
        Assert.That(Fill([0, 4, 24, 64, 128, 300, 600, 1_200, 2_400, 5_000, 7_000, 8_500, 10_000, 11_000, 12_000, 13_000, 14_000, 16_000, 18_000, 20_000]), Is.GreaterThan(8));

    /// <returns>How often the disk was full.</returns>
    private static int Fill(int[] kilobytes)
    {
        RequireOwnMounts();
        using var first = new Box();
        Growth.Deliver(first, 0);
        first.Refresh();
        Growth.Deliver(first, 1);
        using var undisturbed = first.Copy();
        undisturbed.Refresh();
        var full = 0;
        foreach (var room in kilobytes)
        {
            using var box = first.Copy();
            var before = box.Star();
            var end = RunWithRoom(box, room);
            TestContext.Out.WriteLine($"{room} kB: {end}");
            if (end == "published 2")
            {
                continue; // it was enough
            }
            full++;
            Assert.That(end, Is.EqualTo(nameof(DiskFull)), $"with {room} kB");
            Assert.That(box.Store.Current, Is.EqualTo(1), $"with {room} kB");
            Assert.That(box.Star(), Is.EqualTo(before), $"with {room} kB");
            box.Refresh();
            Assert.That(box.Store.Current, Is.EqualTo(2));
            Assert.That(box.Star(), Is.EqualTo(undisturbed.Star()), $"after {room} kB");
            Assert.That(box.Log(l => l.Runs()).Select(r => r.Outcome), Has.None.EqualTo(RunOutcome.Running), "a run that could not say that it failed is ended by the next");
        }
        Assert.That(full, Is.Positive);
        return full;
    }

    private static string RunWithRoom(Box box, int kilobytes)
    {
        using var child = Child.Start("refresh or say why not", box, "unshare", "-rm", "sh", "-c", OnSmallDisk, "sh", box.Home.Root, Path.Combine(box.Root, "disk"), kilobytes.ToString(CultureInfo.InvariantCulture));
        var said = child.StandardOutput.ReadToEnd().Trim();
        child.WaitForExit();
        return said;
    }

    private static void RequireOwnMounts()
    {
        try
        {
            using var probe = Process.Start(new ProcessStartInfo("unshare", ["-rm", "sh", "-c", "mount -t tmpfs tmpfs /mnt"]) { RedirectStandardError = true })!;
            probe.WaitForExit();
            if (probe.ExitCode != 0)
            {
                Assert.Ignore("A process may not have mounts of its own here.");
            }
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Ignore("There is no unshare here.");
        }
    }
}
