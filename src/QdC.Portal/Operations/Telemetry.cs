using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using QdC.Warehouse;

namespace QdC.Portal.Operations;

/// <summary>
/// What a collector of traces, metrics and logs is told: a span for each try of a job with its steps as events, how jobs end and how long they take,
/// how old each area's data are. Spans carry the area, the job's number and the run's number in the ledger, and nothing of a row.
/// </summary>
public sealed class Telemetry : IDisposable
{
    /// <summary>The name of the source of spans and of the meter.</summary>
    public const string Name = "QdC";

    private static readonly ActivitySource Spans = new(Name);
    private readonly Meter _meter = new(Name);
    private readonly Counter<long> _jobs;
    private readonly Histogram<double> _seconds;

    /// <summary>Sets it up.</summary>
    public Telemetry(PortalFiles files, QdcHome home, TimeProvider clock)
    {
        _jobs = _meter.CreateCounter<long>("qdc.jobs", description: "Jobs that ended.");
        _seconds = _meter.CreateHistogram<double>("qdc.job.duration", "s", "How long jobs took.");
        _meter.CreateObservableGauge(
            "qdc.data.age",
            () => files.Jobs.Areas.Values.Where(a => !a.OnRequest)
                .Select(a => (a.Area, Age: Freshness.Of(home, a, clock).Age(clock.GetUtcNow())))
                .Where(a => a.Age is not null)
                .Select(a => new Measurement<double>(a.Age!.Value.TotalSeconds, new KeyValuePair<string, object?>("qdc.area", a.Area))),
            "s", "How long ago the last run that ended well began.");
    }

    /// <summary>Begins the span of a try.</summary>
    internal static Activity? Begin(AreaJob job)
    {
        var span = Spans.StartActivity($"qdc {job.Kind.ToString().ToLowerInvariant()}");
        span?.SetTag("qdc.area", job.Area);
        span?.SetTag("qdc.job", job.Id);
        span?.SetTag("qdc.try", job.Tries);
        return span;
    }

    /// <summary>Notes that a job has come to a step.</summary>
    internal static void Step(Activity? span, string step, string? about, long? rows) =>
        span?.AddEvent(new ActivityEvent(step, tags: new ActivityTagsCollection { ["about"] = about, ["rows"] = rows }));

    /// <summary>Notes how a job ended.</summary>
    internal void Ended(AreaJob job, Activity? span)
    {
        var outcome = $"{job.Outcome}".ToLowerInvariant();
        span?.SetTag("qdc.run_id", job.RunId);
        span?.SetTag("qdc.outcome", outcome);
        if (job.Outcome == JobOutcome.Failed)
        {
            span?.SetStatus(ActivityStatusCode.Error, job.Error?.Split(':')[0]);
        }
        var tags = new TagList { { "qdc.area", job.Area }, { "qdc.kind", $"{job.Kind}".ToLowerInvariant() }, { "qdc.outcome", outcome } };
        _jobs.Add(1, tags);
        if (job is { StartedAt: { } started, EndedAt: { } ended })
        {
            _seconds.Record((ended - started).TotalSeconds, tags);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    /// <summary>Sends everything to the collector that the installation names; to nobody where it names none.</summary>
    internal static void Add(WebApplicationBuilder builder, Uri? collector)
    {
        if (collector is null)
        {
            return;
        }
        void To(OtlpExporterOptions otlp) => otlp.Endpoint = collector;
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("qdc", serviceVersion: typeof(Telemetry).Assembly.GetName().Version?.ToString()))
            .WithTracing(traces => traces.AddSource(Name).AddAspNetCoreInstrumentation().AddOtlpExporter(To))
            .WithMetrics(metrics => metrics.AddMeter(Name).AddAspNetCoreInstrumentation().AddOtlpExporter(To));
        builder.Logging.AddFilter<OpenTelemetryLoggerProvider>("QdC", LogLevel.Information).AddOpenTelemetry(logs => logs.AddOtlpExporter(To));
    }
}
