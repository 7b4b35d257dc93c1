using NUnit.Framework;
using QdC.Pipeline.Stage;

namespace QdC.Tests.Stage;

[TestFixture]
internal sealed class RewindStreamTests
{
    [Test]
    public void A_small_window_makes_no_small_reads_and_holds_the_last_bytes_all_the_same([Values(1, 7, 8, 4096, 30_000, 50_000)] int window)
    {
        var content = Enumerable.Range(0, 100_000).Select(i => (byte)(i * 31 >> 3)).ToArray();
        using var source = new Counted(content);
        using var stream = new RewindStream(source, window);
        var (read, buffer, rewound) = (new MemoryStream(), new byte[10_000], false);
        for (int count; (count = stream.Read(buffer)) > 0;)
        {
            read.Write(buffer, 0, count);
            if (stream.At == 50_000 && !rewound)
            {
                rewound = true;
                stream.Rewind(50_000 - window);
                read.SetLength(50_000 - window);
                read.Position = read.Length;
            }
        }

        Assert.That(read.ToArray(), Is.EqualTo(content));
        Assert.That(source.Reads, Is.EqualTo(11)); // ten, and one that finds the end
        Assert.That((stream.Holds(content.Length - window), stream.Holds(content.Length - window - 1)), Is.EqualTo((true, false)));
    }

    private sealed class Counted(byte[] content) : MemoryStream(content)
    {
        public int Reads { get; private set; }

        public override int Read(Span<byte> buffer)
        {
            Reads++;
            return base.Read(buffer);
        }
    }
}
