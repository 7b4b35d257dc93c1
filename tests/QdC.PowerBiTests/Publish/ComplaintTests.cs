using NUnit.Framework;
using QdC.PowerBiFake;
using QdC.PowerBiTests.Services;
using QdC.Publish.PowerBi.Client;
using QdC.Publish.PowerBi.Deploy;

namespace QdC.PowerBiTests.Publish;

/// <summary>
/// The ten complaints that people have of automating Power BI, each done to one of two areas. The table says how that area's publish ends and
/// what its workspace is like then; the other area is always published.
/// </summary>
public sealed class ComplaintTests
{
    private const string Refreshes = "POST .*/refreshes$";
    private const string Queries = "POST .*/executeQueries$";

    /// <summary>A complaint and the state it must end in.</summary>
    /// <param name="Name">Its number and what happens.</param>
    /// <param name="End">How the publish ends; null where the definition is refused before anything is sent.</param>
    /// <param name="Next">How the next publish ends.</param>
    internal sealed record Complaint(string Name, PublishEnd? End, PublishEnd Next)
    {
        /// <summary>What is done before the publish.</summary>
        public Func<PublishBox, Task> Do { get; init; } = _ => Task.CompletedTask;

        /// <summary>True where the area has been published before.</summary>
        public bool Before { get; init; }

        /// <summary>True where it is tried on shared capacity too, where refreshes are told and counted otherwise.</summary>
        public bool OnShared => Name[0] is '7' || Name.StartsWith("11", StringComparison.Ordinal) || Name.Contains("credentials", StringComparison.Ordinal) || Name.EndsWith(Refreshes, StringComparison.Ordinal);

        /// <summary>What the failure says.</summary>
        public string? Says { get; init; }

        /// <summary>What the workspace is like after the publish.</summary>
        public Func<WorkspaceState, bool> There { get; init; } = w => w is { Viewers: 1, Rows: > 0 };

        /// <summary>What is put right before the next publish.</summary>
        public Func<PublishBox, Task> Mend { get; init; } = _ => FakeServices.Plan();
    }

    internal static IEnumerable<Complaint> All()
    {
        yield return new("1 a deploy takes the binding away", PublishEnd.Published, PublishEnd.Unchanged)
        {
            Before = true,
            Do = Changed,
            There = w => w is { ModelDeploys: 2, Binds: 2, Refreshes: 2, BoundAs: "bi_reus" },
        };
        yield return new("1 somebody took the binding away", PublishEnd.Published, PublishEnd.Unchanged)
        {
            Before = true,
            Do = _ => FakeServices.Tamper("QdC reus", new() { Unbind = true }),
            There = w => w is { ModelDeploys: 1, Binds: 2, Refreshes: 1, BoundAs: "bi_reus" },
        };
        yield return new("1 a refresh finds no credentials", PublishEnd.Failed, PublishEnd.Published)
        {
            Do = _ => FakeServices.Plan(new Mishap { Match = Refreshes, Of = "reus", FailsLater = "DMTS_DatasourceHasNoCredentialError" }),
            Says = "DMTS_DatasourceHasNoCredentialError",
            There = w => w is { Viewers: 0, Rows: 0 },
        };
        yield return new("2 somebody else owns the model", PublishEnd.Published, PublishEnd.Unchanged)
        {
            Before = true,
            Do = async box =>
            {
                await FakeServices.Tamper("QdC reus", new() { Owner = "joana@ajuntament.cat" });
                await box.Sync("reus");
            },
            There = w => w is { Owner: "app-qdc", Binds: 2, Refreshes: 2 },
        };
        yield return new("3 a deploy would make roles anew and lose their members", null, PublishEnd.Published)
        {
            Do = box => With(box, "definition/roles/Lectors.tmdl", "role Lectors\n\tmodelPermission: read\n\n\tannotation PBI_Id = 0123456789abcdef\n"),
            Says = "roles",
            Mend = Mended,
        };
        yield return new("4 the report names its model by path", PublishEnd.Published, PublishEnd.Unchanged)
        {
            There = w => w is { ReportDeploys: 1 } && w.Pbir!.Contains("semanticmodelid=", StringComparison.Ordinal) && !w.Pbir.Contains("byPath", StringComparison.Ordinal),
        };
        yield return new("5 the service does not know something in the report", PublishEnd.Failed, PublishEnd.Published)
        {
            Do = _ => FakeServices.Plan(new Mishap { Match = "POST .*/reports$", Of = "reus", FailsLater = "Report_Import_FailedToImportReport" }),
            Says = "schema does not allow additional properties",
            There = w => w is { Viewers: 0, ReportDeploys: 0, Rows: > 0 },
        };
        yield return new("5 the service does not know something in the changed report", PublishEnd.Failed, PublishEnd.Published)
        {
            Before = true,
            Do = async box =>
            {
                box.Report["definition/report.json"] = """{"x":1}""";
                await FakeServices.Plan(new Mishap { Match = "POST .*/reports/.*/updateDefinition", Of = "reus", Times = 2, FailsLater = "Report_Import_FailedToImportReport" });
            },
            Says = "qdc powerbi build",
            There = w => w is { Viewers: 1, ReportDeploys: 1, Rows: > 0 },
        };
        yield return new("6 a deploy would lose the partitions of an incremental refresh", null, PublishEnd.Published)
        {
            Do = box => With(box, "definition/tables/Actuacions.tmdl", box.Model["definition/tables/Actuacions.tmdl"] + "\n\trefreshPolicy\n\t\tpolicyType: basic\n"),
            Says = "incremental refresh",
            Mend = Mended,
        };
        yield return new("7 a refresh is taken and never runs", PublishEnd.Failed, PublishEnd.Published)
        {
            Before = true,
            Do = async box =>
            {
                await box.Sync("reus");
                await FakeServices.Plan(new Mishap { Match = Refreshes, Of = "reus", Dropped = true });
            },
            Says = "never ran",
            There = w => w is { Viewers: 1, Refreshes: 1, Rows: > 0 },
        };
        yield return new("7 the refreshes of a day are used up", PublishEnd.Waits, PublishEnd.Waits)
        {
            Before = true,
            Do = async box =>
            {
                await FakeServices.Tamper("QdC reus", new() { OtherRefreshes = 7 });
                await box.Sync("reus");
            },
            Says = "8 in the last 24 hours",
            There = w => w is { Viewers: 1, Refreshes: 8, Rows: > 0 },
        };
        yield return new("7 a refresh is running already", PublishEnd.Published, PublishEnd.Unchanged)
        {
            Before = true,
            Do = async box =>
            {
                await FakeServices.Behave(new() { RefreshSeconds = 1500 });
                await box.Sync("reus");
                await FakeServices.Tamper("QdC reus", new() { StartRefresh = true });
            },
            There = w => w is { Refreshes: 2, Running: 0 },
        };
        yield return new("8 more calls than a minute has", PublishEnd.Published, PublishEnd.Unchanged)
        {
            Do = _ => FakeServices.Behave(new() { CallsAMinute = 8, RetryAfterSeconds = 55 }),
        };
        yield return new("8 a wait of an hour", PublishEnd.Waits, PublishEnd.Published)
        {
            Do = _ => FakeServices.Plan(new Mishap { Match = Refreshes, Of = "reus", Status = 429, Code = "RequestBlocked", RetryAfter = 3392 }),
            Says = "no more calls for now",
            There = w => w is { Viewers: 0 },
            Mend = async box =>
            {
                await FakeServices.Plan();
                await Task.Delay(TimeSpan.FromSeconds(3392), FakeServices.Clock);
            },
        };
        yield return new("9 a model with roles is not to be asked", PublishEnd.Published, PublishEnd.Unchanged)
        {
            Before = true,
            Do = async box =>
            {
                await FakeServices.Tamper("QdC reus", new() { AddRole = true });
                await box.Sync("reus");
            },
            There = w => w is { ModelDeploys: 2, Viewers: 1, Rows: > 0 },
        };
        yield return new("9 the workspace is not on a capacity that allows it", PublishEnd.Failed, PublishEnd.Published)
        {
            Do = _ => FakeServices.Plan(new Mishap { Match = Queries, Of = "reus", Status = 403, Code = "FeatureNotAvailable" }),
            Says = "tenant setting",
            There = w => w is { Viewers: 0, Rows: > 0 },
        };
        yield return new("9 what was made is not visible yet", PublishEnd.Published, PublishEnd.Unchanged)
        {
            Do = _ => FakeServices.Behave(new() { VisibleAfterSeconds = 150 }),
        };
        yield return new("9 the token has expired", PublishEnd.Published, PublishEnd.Unchanged)
        {
            Do = _ => FakeServices.Plan([.. new[] { "POST .*/semanticModels$", "GET .*/datasets/", Refreshes, Queries }.Select(m => new Mishap { Match = m, Of = "reus", Status = 401, Code = "TokenExpired" })]),
        };
        yield return new("10 a name is reserved after somebody removed the items", PublishEnd.Published, PublishEnd.Unchanged)
        {
            Before = true,
            Do = _ => FakeServices.Tamper("QdC reus", new() { Delete = true }),
            There = w => w is { ModelDeploys: 1, ReportDeploys: 1, Viewers: 1, Rows: > 0 },
        };
        yield return new("10 the service slips", PublishEnd.Published, PublishEnd.Unchanged)
        {
            Do = _ => FakeServices.Plan(new Mishap { Match = "POST .*/semanticModels$", Of = "reus", Status = 400, Code = "RequiredOptionsMissing" }),
        };
        foreach (var call in new[] { "POST /v1/workspaces$", "POST .*/semanticModels$", "POST /v1/connections$", "POST .*/Default.TakeOver$", "POST .*/bindConnection$", Refreshes, "POST .*/reports$", "POST .*/roleAssignments$" })
        {
            yield return new($"10 the answer is lost after the work was done: {call}", PublishEnd.Published, PublishEnd.Unchanged)
            {
                Do = _ => FakeServices.Plan(new Mishap { Match = call, Of = "reus", Lost = true }),
                There = w => w is { Refreshes: 1, Viewers: 1, Rows: > 0 },
            };
        }
        yield return new("11 the login sees all areas and the parameter is wrong", PublishEnd.Failed, PublishEnd.Published)
        {
            Do = async box =>
            {
                await FakeServices.See(new() { ["bi_reus"] = ["*"], ["bi_other"] = ["other"] });
                await With(box, "definition/tables/Actuacions.tmdl", box.Model["definition/tables/Actuacions.tmdl"].Replace("each [area_code] = AreaCode", "each true", StringComparison.Ordinal));
            },
            Says = "another area",
            There = w => w is { Viewers: 0, Rows: 0 },
            Mend = async box =>
            {
                await FakeServices.See(new() { ["bi_reus"] = ["reus"], ["bi_other"] = ["other"] });
            },
        };
        yield return new("11 the login does not see the area", PublishEnd.Failed, PublishEnd.Published)
        {
            Do = _ => FakeServices.See(new() { ["bi_reus"] = [], ["bi_other"] = ["other"] }),
            Says = "no row of the area",
            There = w => w is { Viewers: 0, Rows: 0 },
            Mend = _ => FakeServices.See(new() { ["bi_reus"] = ["reus"], ["bi_other"] = ["other"] }),
        };
        yield return new("11 the model lacks rows", PublishEnd.Failed, PublishEnd.Published)
        {
            Before = true,
            Do = async box =>
            {
                box.Warehouse.Sync("reus");
                var held = box.Warehouse.Data;
                held["reus"]["fact_payment"] = new(held["reus"]["fact_payment"].Rows, new() { ["amount"] = held["reus"]["fact_payment"].Sums["amount"] - 0.01m });
                await FakeServices.Hold(held);
            },
            Says = "amount adds up to",
            There = w => w is { Viewers: 1, Rows: > 0 },
            Mend = box => box.Fill(),
        };
    }

    private static IEnumerable<TestCaseData> Cases() =>
        from complaint in All()
        from shared in new[] { false, true }
        where shared ? complaint.OnShared : !complaint.Name.Contains("of a day", StringComparison.Ordinal)
        select new TestCaseData(complaint, shared).SetArgDisplayNames($"{complaint.Name}, {(shared ? "shared" : "own")} capacity");

    [TestCaseSource(nameof(Cases))]
    public async Task A_complaint_ends_as_the_table_says(object what, bool shared)
    {
        var complaint = (Complaint)what;
        using var box = await PublishBox.Of("reus", "other");
        box.Capacity = shared ? null : box.Capacity;
        if (complaint.Before)
        {
            await box.Publish(PublishEnd.Published);
        }
        await complaint.Do(box);
        if (complaint.End is null)
        {
            var wrong = Assert.Throws<PowerBiConfigurationWrong>(() => box.Publication("reus"));
            Assert.That(wrong!.Message, Does.Contain(complaint.Says).And.Contain("Nothing was sent"));
            Assert.That(await FakeServices.Exchanges(), Is.Empty);
            await complaint.Mend(box);
            await box.Publish(complaint.Next);
            return;
        }
        var results = await box.Publish();
        var told = string.Join("\n", results.Select(r => $"{r.Area}: {r.End} {string.Join("; ", r.Done)} {r.Failure?.Message}"));
        var there = (await FakeServices.State())["QdC reus"];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(results[0].End, Is.EqualTo(complaint.End), told);
            Assert.That(results[0].Failure?.Message ?? "", complaint.Says is null ? Is.Empty : Does.Contain(complaint.Says).And.Not.Contain("canary"));
            Assert.That(complaint.There(there), Is.True, $"{there}\n{told}");
            if (complaint.End is not PublishEnd.Waits)
            {
                Assert.That(results[1].End, Is.EqualTo(complaint.Before ? PublishEnd.Unchanged : PublishEnd.Published).Or.EqualTo(PublishEnd.Published), told);
            }
        }
        await complaint.Mend(box);
        var next = await box.Publish();
        Assert.That(next[0].End, Is.EqualTo(complaint.Next), next[0].Failure?.Message);
        var state = await FakeServices.State();
        Assert.That(state.Violations, Is.Empty);
        if (complaint.Next != PublishEnd.Waits)
        {
            Assert.That(state["QdC reus"], Has.Property(nameof(WorkspaceState.Viewers)).EqualTo(1));
            Assert.That(state["QdC reus"].Areas, Is.EqualTo(new[] { "reus" }));
            await box.Publish(PublishEnd.Unchanged);
        }
    }

    private static Task Changed(PublishBox box) => With(box, "definition/model.tmdl", box.Model["definition/model.tmdl"] + "\nannotation Changed = 1\n");

    private static Task With(PublishBox box, string part, string text)
    {
        box.Model = new(box.Model) { [part] = text };
        return Task.CompletedTask;
    }

    private static Task Mended(PublishBox box)
    {
        box.Model = SmallDefinition.Model();
        return Task.CompletedTask;
    }
}
