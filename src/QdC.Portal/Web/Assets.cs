using System.Collections.Frozen;
using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace QdC.Portal.Web;

/// <summary>Styles, scripts and charts out of the assembly. The address holds a hash of the content, so browsers keep each for a year.</summary>
internal sealed class Assets
{
    private const string Prefix = "assets/";
    private readonly FrozenDictionary<string, Asset> _byName;

    /// <summary>Reads those of this assembly.</summary>
    public Assets()
    {
        var assembly = typeof(Assets).Assembly;
        _byName = assembly
            .GetManifestResourceNames()
            .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal))
            .ToFrozenDictionary(n => n[Prefix.Length..], n => new Asset(n[Prefix.Length..], () => assembly.GetManifestResourceStream(n)!));
    }

    /// <summary>The address of an asset.</summary>
    public string this[string name] => $"/{Prefix}{_byName[name].Hash}/{name}";

    /// <summary>Adds the addresses: they hold nobody's data and need no right.</summary>
    public void Map(IEndpointRouteBuilder app) => app.MapGet($"/{Prefix}{{hash}}/{{name}}", Give).AllowAnonymous();

    private async Task Give(HttpContext context, string hash, string name)
    {
        if (!_byName.TryGetValue(name, out var asset) || asset.Hash != hash)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        var headers = context.Response.Headers;
        headers.Remove(HeaderNames.Pragma);
        headers.CacheControl = "public, max-age=31536000, immutable";
        headers.Vary = HeaderNames.AcceptEncoding;
        context.Response.ContentType = asset.ContentType;
        var takesBrotli = context.Request.Headers.AcceptEncoding.ToString().Contains("br", StringComparison.Ordinal);
        if (takesBrotli)
        {
            headers.ContentEncoding = "br";
        }
        var bytes = takesBrotli ? asset.Compressed : asset.Bytes;
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    private sealed class Asset
    {
        private readonly Lazy<byte[]> _compressed;

        public Asset(string name, Func<Stream> open)
        {
            using var stream = open();
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            (Bytes, Hash) = (bytes, Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 8)));
            ContentType = Path.GetExtension(name) switch
            {
                ".css" => "text/css; charset=utf-8",
                ".js" => "text/javascript; charset=utf-8",
                ".svg" => "image/svg+xml",
                _ => "application/octet-stream",
            };
            _compressed = new(() => Compress(bytes));
        }

        public byte[] Bytes { get; }

        public string Hash { get; }

        public string ContentType { get; }

        public byte[] Compressed => _compressed.Value;

        private static byte[] Compress(byte[] bytes)
        {
            using var to = new MemoryStream();
            using (var brotli = new BrotliStream(to, new BrotliCompressionOptions { Quality = 9 }))
            {
                brotli.Write(bytes);
            }
            return to.ToArray();
        }
    }
}
