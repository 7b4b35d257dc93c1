using System.Security.Cryptography;
using QdC.Pipeline.Conform;
using QdC.Pipeline.Forget;
using QdC.Pipeline.Validate;
using QdC.Warehouse;

namespace QdC.Pipeline.Stage;

/// <summary>
/// The one streaming pass over a delivery: reads its records, types and checks them, maps codes, replaces identities by pseudonyms,
/// and writes what may be kept to <c>stg."extract"</c>. Every record is staged or rejected; every other line is counted by name.
/// </summary>
internal sealed class StagePass : IDisposable
{
    private const int RowsBetweenLooks = 4096;
    private readonly StageRequest _request;
    private readonly RowPlan _plan;
    private readonly Row _row;
    private readonly RowTyper _typer;
    private readonly RecordKey _key;
    private readonly FindingSink _findings;
    private readonly Pseudonymiser _pseudonyms;
    private readonly StagedKeys? _keys;
    private readonly ShapeTaker? _shape;
    private readonly List<Drift> _drifts = [];
    private long _rejected;
    private long _unreadableKeys;

    private StagePass(StageRequest request)
    {
        _request = request;
        _plan = new RowPlan(request);
        _row = new Row(_plan.Fields, request.Effective);
        _typer = new RowTyper(_plan, _row);
        _key = new RecordKey(_plan);
        _shape = request.Only is null ? new ShapeTaker(request) : null;
        _findings = new FindingSink(request, _plan, _shape);
        _pseudonyms = new Pseudonymiser(request.PseudonymKey.Reveal());
        _keys = request.Only is null ? new StagedKeys() : null; // rows that were sent back stand in another file
    }

    /// <summary>Stages a delivery, in one transaction of its own.</summary>
    /// <exception cref="ExtractUnreadable">The delivery cannot be read: a required column is missing, or the file is not what it says.</exception>
    public static StageResult Run(StageRequest request)
    {
        using var pass = new StagePass(request);
        return request.Staging.InTransaction(pass.Stage);
    }

    /// <inheritdoc/>
    public void Dispose() => _pseudonyms.Dispose();

    private StageResult Stage(DuckDbSession session)
    {
        var table = _request.Table ?? _request.Extract.Name;
        using var reader = OpenReader(out var joined);
        using var writer = new RowWriter(session, table, _plan, _pseudonyms, Identities());
        long number = 0;
        while (reader.NextTable())
        {
            _drifts.AddRange(_plan.Bind(reader));
            _shape?.Begin(reader, _plan);
            _keys?.Begin(reader.Sheet, _plan.Fields.Where(f => f.FromColumn && f.Column is not null).ToDictionary(f => f.Field.Name, f => f.Column!));
            while (reader.Read())
            {
                if (number % RowsBetweenLooks == 0)
                {
                    _request.Cancel.ThrowIfCancellationRequested();
                }
                Take(reader, writer, ++number);
            }
        }

        writer.Complete();
        _keys?.Complete();
        var lines = reader.Counts;
        if (lines.Records != writer.Rows + _rejected)
        {
            throw new InvalidOperationException($"{_request.Extract.Name}: {lines.Records} records are not {writer.Rows} staged and {_rejected} rejected.");
        }

        _drifts.AddRange(reader.Notes.Select(n => new Drift(DriftKind.Form, n)));
        return new StageResult
        {
            Table = table,
            Lines = lines,
            Staged = writer.Rows,
            RepeatsKeys = writer.RepeatsKeys,
            Rejected = _rejected,
            UnreadableKeys = _unreadableKeys,
            Cuts = [.. _request.KnownCuts, .. Cuts(reader)],
            Findings = _findings.Findings,
            FindingsNotListed = _findings.NotListed,
            RuleCounts = _findings.Counts,
            Drifts = _drifts,
            Shape = _shape?.Finish(lines.Records, reader.Notes),
            Joined = [.. joined.Select(table => table.Counts)],
            Keys = _keys,
        };
    }

    private IdentityWriter? Identities() => _request.Subject.HoldsIdentity ? new IdentityWriter(_plan.Fields, _pseudonyms, _request.Vault) : null;

    private RowReader OpenReader(out IReadOnlyList<JoinedTable> joined)
    {
        // Rows that were sent back say nothing of the records that were joined to them.
        Action<Rule, RowReader, string>? refused = _request.Only is null
            ? (rule, record, file) => _findings.TakeJoined(rule, record, ContentHash(record), file)
            : null;
        var reader = ExtractReader.Open(_request.Open(), _request.HoldsJoined, _request.Extract, _request.FileName, _request.Limits, refused);
        joined = (reader as JoinedRowReader)?.Tables ?? [];
        reader = _request.Only is { } only ? new CorrectedRowReader(reader, only) : reader;
        return _request.Erased.Count > 0 ? new ErasedRowReader(reader, _request, _request.Erased, _pseudonyms) : reader;
    }

    private void Take(RowReader reader, RowWriter writer, long number)
    {
        _row.Clear();
        _row.Reader = reader;
        bool hasKey;
        if (reader.Fault != RowFault.None)
        {
            hasKey = _key.TryReadBroken(reader);
            _row.Report(RuleCatalogue.RowMalformed, Row.WholeRow);
        }
        else
        {
            hasKey = _key.TryRead(reader);
            if (!hasKey)
            {
                _row.Report(RuleCatalogue.KeyMissing, Row.WholeRow);
            }

            _typer.Run(reader);
            _shape?.Take(reader, _row);
        }

        var key = hasKey ? _pseudonyms.Of(_plan.KeySpace, _key.Text) : default;
        if (_row.Found.Count > 0 && !reader.IsErased)
        {
            _findings.Take(_row, reader, hasKey ? Hex(key) : ContentHash(reader), hasKey ? _key.Shown() : null);
        }

        if (!_row.Rejected)
        {
            writer.Write(key, number, reader, _row);
            _keys?.Add(reader, _plan.Key);
            return;
        }

        _rejected++;
        if (hasKey)
        {
            writer.Seen(key);
        }
        else
        {
            _unreadableKeys++;
        }
    }

    private IEnumerable<string> Cuts(RowReader reader)
    {
        if (_request.Only is not null)
        {
            yield break;
        }

        if (_request.Extract.Form is { NeedsFooter: true } && !reader.FooterSeen)
        {
            yield return "the footer line is missing";
        }

        var records = reader.Counts.Records;
        if (reader.FooterRows is { } told && told != records)
        {
            yield return $"the footer names {told} records, the file holds {records}";
        }

        if (_request.PromisedRows is { } promised && promised != records)
        {
            yield return $"the manifest names {promised} records, the file holds {records}";
        }
    }

    /// <summary>The name of a row that has no key: a keyed hash of its fields as they were delivered.</summary>
    private string ContentHash(RowReader reader)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _request.FindingKey.Reveal());
        for (var i = 0; i < reader.FileFieldCount; i++)
        {
            hmac.AppendData(reader.FileField(i));
            hmac.AppendData([KeySpace.Separator]);
        }

        return Convert.ToHexStringLower(hmac.GetHashAndReset().AsSpan(0, 16));
    }

    private static string Hex(UInt128 key) => key.ToString("x32");
}
