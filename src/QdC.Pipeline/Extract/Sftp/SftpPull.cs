using System.Net.Sockets;
using System.Text;
using QdC.Pipeline.Jobs;
using QdC.Pipeline.Stage;
using QdC.Pipeline.Validate;
using QdC.Warehouse;
using Renci.SshNet;
using Renci.SshNet.Common;
using Renci.SshNet.Sftp;

namespace QdC.Pipeline.Extract.Sftp;

/// <summary>What was taken from a source's SFTP server, and what was not.</summary>
/// <param name="Files">Names and bytes of files that are new in the source's folder.</param>
/// <param name="Left">Files that were left for the next time, with the reason.</param>
public sealed record TakenFiles(IReadOnlyList<(string Name, long Bytes)> Files, IReadOnlyList<(string Name, string Why)> Left);

/// <summary>
/// Takes the files of a source from an SFTP server: of the server that is known and no other, only files that are whole, each put into
/// the source's folder at once. What was cut goes on where it broke off; what is there already is not fetched again.
/// </summary>
/// <param name="retry">How often what may pass is tried again.</param>
/// <param name="clock">The time.</param>
/// <param name="environment">The environment's variables. Default: the process's.</param>
/// <param name="patience">How long the server is waited for. Default: 60 seconds.</param>
public sealed class SftpPull(RetryPolicy retry, TimeProvider clock, Func<string, string?>? environment = null, TimeSpan? patience = null)
{
    private readonly TimeSpan _patience = patience ?? TimeSpan.FromSeconds(60);

    /// <summary>Takes what is new and whole.</summary>
    /// <param name="source">The source.</param>
    /// <param name="system">Its system, whose patterns tell which files are taken.</param>
    /// <exception cref="SourceUnreachable">The server does not answer, after all tries; what was taken so far is whole.</exception>
    /// <exception cref="SourceRefused">It is another server, or it refuses.</exception>
    public TakenFiles Pull(SourceFile source, SystemFile system)
    {
        if (!Directory.Exists(source.Folder))
        {
            throw new PullImpossible("The source's folder is not there", source.Origin, source.Folder);
        }

        var taken = new List<(string, long)>(); // of all tries
        return retry.Do(() => Once(source, system, taken));
    }

    private TakenFiles Once(SourceFile source, SystemFile system, List<(string, long)> taken)
    {
        var place = source.Sftp!;
        var where = $"{place.Host}:{place.Port}";
        try
        {
            using var key = Key(place);
            using var login = new PrivateKeyAuthenticationMethod(place.User, key);
            using var client = new SftpClient(new ConnectionInfo(place.Host, place.Port, place.User, login) { Timeout = _patience }) { OperationTimeout = _patience };
            Connect(client, place, where);
            return new Visit(client, source, system, clock, taken).Take();
        }
        catch (SshAuthenticationException)
        {
            throw new SourceRefused("The server does not accept the key", where, $"user {place.User}", next: $"Give the public key of {place.Key} to whoever keeps the server.");
        }
        catch (SftpPathNotFoundException)
        {
            throw new SourceRefused("The folder is not on the server", where, place.Path, next: "Correct path or move_to in the area file.");
        }
        catch (SftpPermissionDeniedException)
        {
            throw new SourceRefused("The server does not allow this user to read, move or delete there", where, $"user {place.User} in {place.Path}", next: "Ask for the right; files that were taken are whole, and are not fetched again.");
        }
        catch (Exception e) when (e is SshException or SocketException or IOException or ObjectDisposedException)
        {
            throw DiskFull.Behind(e) is DiskFull full ? full : new SourceUnreachable(where, e is SshOperationTimeoutException ? "no answer in time" : e is SocketException socket ? $"{socket.SocketErrorCode}" : "the connection was cut");
        }
    }

    private static void Connect(SftpClient client, SourceSftp place, string where)
    {
        string? strange = null;
        client.HostKeyReceived += (_, e) =>
        {
            var shown = "SHA256:" + e.FingerPrintSHA256.TrimEnd('=');
            e.CanTrust = place.HostKeys.Any(known => known.TrimEnd('=') == shown);
            strange = e.CanTrust ? null : $"{shown} ({e.HostKeyName})";
        };
        try
        {
            client.Connect();
        }
        catch (SshConnectionException) when (strange is not null)
        {
            throw new SourceRefused(
                "The server is not the one that is known; nothing was sent to it", where, strange, string.Join(" or ", place.HostKeys),
                "Ask whoever keeps the server, by another way than this one, whether its key was changed; then correct host_key in the area file.");
        }
    }

    private PrivateKeyFile Key(SourceSftp place)
    {
        var read = environment ?? Environment.GetEnvironmentVariable;
        var text = Read(place.Key, "the private key");
        var phrase = place.Passphrase is { } reference ? Read(reference, "the key's passphrase").Trim() : null;
        try
        {
            return new PrivateKeyFile(new MemoryStream(Encoding.UTF8.GetBytes(text)), phrase);
        }
        catch (Exception e) when (e is SshException or FormatException or ArgumentException or InvalidOperationException)
        {
            throw new SourceRefused("The private key cannot be read", place.Key, allowed: "a key as ssh-keygen writes it, and its passphrase where it has one");
        }

        string Read(string name, string what) => SecretReference.Read(name, what, read, p => new SourceRefused(p.What, p.Where ?? place.Host, p.Received, p.Allowed, p.NextStep));
    }

    /// <summary>One connection's work.</summary>
    private sealed class Visit(SftpClient client, SourceFile source, SystemFile system, TimeProvider clock, List<(string Name, long Bytes)> taken)
    {
        private readonly SourceSftp _place = source.Sftp!;
        private readonly List<(string, string)> _left = [];
        private Dictionary<string, ISftpFile> _there = [];

        public TakenFiles Take()
        {
            var patterns = Patterns().Distinct().Select(p => new FilePattern(p)).ToList();
            var all = client.ListDirectory(_place.Path).ToList();
            _there = all.Where(f => f.IsRegularFile && IsPlain(f.Name)).ToDictionary(f => f.Name);
            _left.AddRange(all.Where(f => f.Name is not ("." or "..") && !f.IsDirectory && !_there.ContainsKey(f.Name) && patterns.Exists(p => p.Matches(f.Name, out _))).Select(f => (Masking.FileName(f.Name), "it is no plain file, or its name leads elsewhere")));
            var wanted = _there.Values.Where(f => patterns.Exists(p => p.Matches(f.Name, out _))).OrderBy(f => f.Name, StringComparer.Ordinal).ToList();
            if (_place.ByManifest)
            {
                TakeByManifest(wanted);
            }
            else
            {
                foreach (var file in wanted)
                {
                    TakeOne(file, WhyNot(file));
                }
            }

            return new TakenFiles([.. taken], _left);
        }

        private IEnumerable<string> Patterns()
        {
            string?[] own = [system.Manifest, system.Archives, system.EffectiveDate?.File];
            return own.Concat(system.Extracts.SelectMany(e => new[] { e.File, e.Corrections, e.Keys?.File }.Concat(e.Joins.Select(j => j.File)))).OfType<string>();
        }

        /// <summary>Why a file is not known to be whole; null when it is.</summary>
        private string? WhyNot(ISftpFile file)
        {
            if (_place.Done is { } done)
            {
                return _there.ContainsKey(file.Name + done) ? null : $"{Masking.FileName(file.Name)}{done} is not there yet";
            }

            var age = clock.GetUtcNow().UtcDateTime - file.LastWriteTimeUtc;
            return age >= _place.Stable ? null : "it was written to not long ago";
        }

        /// <summary>Files are whole once all that their manifest names are there, with the hash it tells. The manifest comes last.</summary>
        private void TakeByManifest(List<ISftpFile> wanted)
        {
            var pattern = new FilePattern(system.Manifest!);
            var named = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            foreach (var file in wanted.Where(f => pattern.Matches(f.Name, out _)))
            {
                if (Fetch(file) is not { } part)
                {
                    continue;
                }

                Manifest manifest;
                try
                {
                    manifest = Manifest.Read(part);
                }
                catch (ExtractUnreadable)
                {
                    File.Delete(part);
                    _left.Add((Masking.FileName(file.Name), "it is no manifest, or not yet a whole one"));
                    continue;
                }

                named.UnionWith(manifest.Files.Keys);
                var lacking = manifest.Files.Keys.FirstOrDefault(n => !_there.Keys.Contains(n, StringComparer.OrdinalIgnoreCase) && !File.Exists(Path.Combine(source.Folder, Path.GetFileName(n))));
                var whole = lacking is null;
                foreach (var (name, promised) in manifest.Files)
                {
                    if (wanted.Find(f => f.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } one)
                    {
                        whole &= TakeOne(one, lacking is null ? null : $"its manifest names {Masking.FileName(lacking)}, which is not there yet", promised.Sha256);
                    }
                }

                if (whole)
                {
                    Put(file, part);
                }
                else
                {
                    _left.Add((Masking.FileName(file.Name), "files it names are not whole yet"));
                }
            }

            _left.AddRange(wanted.Where(f => !named.Contains(f.Name) && !pattern.Matches(f.Name, out _)).Select(f => (Masking.FileName(f.Name), "no manifest names it yet")));
        }

        private bool TakeOne(ISftpFile file, string? whyNot, string? sha256 = null)
        {
            if (whyNot is not null)
            {
                _left.Add((Masking.FileName(file.Name), whyNot));
                return false;
            }

            if (Fetch(file) is not { } part)
            {
                return false;
            }

            if (sha256 is { Length: > 0 })
            {
                using var content = File.OpenRead(part);
                if (!Landing.HashOf(content).Equals(sha256, StringComparison.OrdinalIgnoreCase))
                {
                    content.Dispose();
                    if (part != Target(file))
                    {
                        File.Delete(part);
                    }

                    _left.Add((Masking.FileName(file.Name), "its SHA-256 is not the one its manifest tells: it may be half written"));
                    return false;
                }
            }

            Put(file, part);
            return true;
        }

        private string Target(ISftpFile file) => Path.Combine(source.Folder, file.Name);

        /// <summary>The bytes of a file, in the folder under a name that nobody reads, or where they are already; null when they changed meanwhile.</summary>
        private string? Fetch(ISftpFile file)
        {
            if (new FileInfo(Target(file)) is { Exists: true } here && here.Length == file.Length && Seconds(here.LastWriteTimeUtc) == Seconds(file.LastWriteTimeUtc))
            {
                return Target(file);
            }

            if (file.Length > FileGuard.LargestText)
            {
                _left.Add((Masking.FileName(file.Name), $"it is larger than {FileGuard.LargestText >> 20} MB"));
                return null;
            }

            // Its name tells of which state of the file the bytes are, so that what broke off goes on only with the same.
            var part = Path.Combine(source.Folder, $".{file.Name}.{file.Length}-{Seconds(file.LastWriteTimeUtc)}.part");
            foreach (var old in Directory.EnumerateFiles(source.Folder, $".{file.Name}.*.part", new EnumerationOptions { AttributesToSkip = FileAttributes.None }).Where(p => p != part))
            {
                File.Delete(old);
            }

            Download(file, part);
            var now = client.GetAttributes(file.FullName);
            if (now.Size == file.Length && Seconds(now.LastWriteTimeUtc) == Seconds(file.LastWriteTimeUtc) && new FileInfo(part).Length == file.Length)
            {
                return part;
            }

            File.Delete(part);
            _left.Add((Masking.FileName(file.Name), "it changed while it was read"));
            return null;
        }

        private void Download(ISftpFile file, string part)
        {
            var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write, Share = FileShare.None };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using var target = new FileStream(part, options);
            using var content = client.OpenRead(file.FullName);
            target.Seek(Math.Min(target.Length, file.Length), SeekOrigin.Begin);
            content.Seek(target.Position, SeekOrigin.Begin);
            var buffer = new byte[1 << 16];
            for (int count; target.Position <= file.Length && (count = content.Read(buffer)) > 0;)
            {
                target.Write(buffer, 0, count);
                target.Flush();
            }

            target.Flush(flushToDisk: true);
        }

        private void Put(ISftpFile file, string part)
        {
            if (part != Target(file))
            {
                File.SetLastWriteTimeUtc(part, file.LastWriteTimeUtc);
                File.Move(part, Target(file), overwrite: true);
                taken.Add((file.Name, file.Length));
            }

            foreach (var done in new[] { file.FullName, _place.Done is { } mark ? file.FullName + mark : null }.OfType<string>())
            {
                Leave(done);
            }
        }

        private void Leave(string path)
        {
            switch (_place.Then)
            {
                case AfterTaking.Delete:
                    client.DeleteFile(path);
                    break;
                case AfterTaking.Move:
                    var folder = $"{_place.Path.TrimEnd('/')}/{_place.MoveTo}";
                    if (!client.Exists(folder))
                    {
                        client.CreateDirectory(folder);
                    }

                    client.RenameFile(path, $"{folder}/{path[(path.LastIndexOf('/') + 1)..]}", isPosix: true);
                    break;
            }
        }

        private static long Seconds(DateTime time) => new DateTimeOffset(time, TimeSpan.Zero).ToUnixTimeSeconds();

        private static bool IsPlain(string name) => name.Length is > 0 and < 200 && name[0] != '.' && !name.Any(c => c is '/' or '\\' or ':' || char.IsControl(c));
    }
}
