using System.Net;
using System.Net.Sockets;

namespace QdC.Pipeline.Extract.Http;

/// <summary>Connects to where a name leads now, unless that is a place no source may be: this machine by another name, or its network's own services.</summary>
internal static class SafeConnect
{
    /// <summary>For <see cref="SocketsHttpHandler.ConnectCallback"/>: what is proven is what is connected to, so a name cannot lead elsewhere in between.</summary>
    public static async ValueTask<Stream> Open(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var host = context.DnsEndPoint.Host;
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host, cancel).ConfigureAwait(false);
        var isLocal = host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (literal is not null && IPAddress.IsLoopback(literal));
        if (addresses.FirstOrDefault(a => !IsAllowed(a, isLocal)) is { } refused)
        {
            throw new SourceRefused("The address leads where no source may be", host, refused.ToString(), "an address that is neither link-local, multicast nor, by another name, this machine");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancel).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>True for an address that a source may have.</summary>
    internal static bool IsAllowed(IPAddress address, bool isLocal)
    {
        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        var bytes = address.GetAddressBytes();
        return address.AddressFamily == AddressFamily.InterNetwork
            ? bytes[0] is not 0 && bytes is not [169, 254, ..] && bytes[0] < 224 && (isLocal || bytes[0] != 127)
            : !address.IsIPv6LinkLocal && !address.IsIPv6Multicast && !address.Equals(IPAddress.IPv6Any) && bytes is not [0xFD, 0x00, 0x0E, 0xC2, ..] && (isLocal || !IPAddress.IsLoopback(address));
    }
}
