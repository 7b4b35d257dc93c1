using System.Reflection;
using QdC.Publish.PowerBi.Client;

namespace QdC.PowerBiTests.Publish;

/// <summary>A port that is dead from one of its calls on, as if the process had been killed there: before it was sent, or before its answer was read.</summary>
internal class StoppingPort : DispatchProxy
{
    private static readonly MethodInfo Generic = typeof(StoppingPort).GetMethod(nameof(Wait), BindingFlags.NonPublic | BindingFlags.Instance)!;

    private IPowerBi? _port;
    private int _at;
    private bool _sent;
    private int _calls;

    /// <summary>The call that was the last.</summary>
    public string? StoppedAt { get; private set; }

    /// <summary>Stops a port at a call, counted from 1.</summary>
    public static IPowerBi At(IPowerBi port, int call, bool sent)
    {
        var proxy = Create<IPowerBi, StoppingPort>();
        ((StoppingPort)(object)proxy)._port = port;
        ((StoppingPort)(object)proxy)._at = call;
        ((StoppingPort)(object)proxy)._sent = sent;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var call = Interlocked.Increment(ref _calls);
        StoppedAt ??= call == _at ? targetMethod!.Name : null;
        var answer = call < _at || (call == _at && _sent) ? (Task)targetMethod!.Invoke(_port, args)! : Task.CompletedTask;
        var result = targetMethod!.ReturnType;
        return result == typeof(Task) ? Wait<object>(answer, call) : Generic.MakeGenericMethod(result.GetGenericArguments()[0]).Invoke(this, [answer, call]);
    }

    private async Task<T?> Wait<T>(Task answer, int call)
    {
        await answer;
        return call < _at ? (answer is Task<T> typed ? await typed : default) : throw new Killed();
    }
}

/// <summary>The process is no more.</summary>
internal sealed class Killed : Exception;
