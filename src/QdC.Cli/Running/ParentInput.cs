namespace QdC.Cli.Running;

/// <summary>A child's way to learn that it is to stop: its input ends when its parent says so, or is no more.</summary>
internal sealed class ParentInput : IDisposable
{
    private readonly CancellationTokenSource _ended;

    private ParentInput(CancellationToken cancel) => _ended = CancellationTokenSource.CreateLinkedTokenSource(cancel);

    /// <summary>Cancelled when the input has ended, or the token given is.</summary>
    public CancellationToken Ended => _ended.Token;

    /// <summary>Reads the input until it ends, in a thread that keeps no process alive.</summary>
    public static ParentInput Watch(CancellationToken cancel)
    {
        var watched = new ParentInput(cancel);
        new Thread(watched.Read) { IsBackground = true, Name = "input of the parent" }.Start();
        return watched;
    }

    /// <inheritdoc/>
    public void Dispose() => _ended.Dispose();

    private void Read()
    {
        try
        {
            using var input = Console.OpenStandardInput();
            while (input.ReadByte() >= 0)
            {
                // what a parent writes means nothing; that it ends does
            }
            _ended.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // the run ended first
        }
    }
}
