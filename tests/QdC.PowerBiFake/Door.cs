using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace QdC.PowerBiFake;

/// <summary>What every call passes: the token, the throttle, what is to go wrong, and the book of all calls.</summary>
public sealed class Door(Tenant tenant)
{
    /// <summary>As many calls may be under way when the services ask to wait.</summary>
    private const int UnderWay = 4;

    /// <summary>The mishap that a call carries on to the route.</summary>
    public static Mishap? Of(HttpContext context) => context.Items["mishap"] as Mishap;

    /// <summary>Lets a call in, or answers it.</summary>
    public async Task Pass(HttpContext context, RequestDelegate next)
    {
        var path = context.Request.Path.Value!;
        if (path.StartsWith("/_fake/", StringComparison.Ordinal) || path.EndsWith("/token", StringComparison.Ordinal))
        {
            await next(context);
            return;
        }
        context.Request.EnableBuffering();
        var sent = await new StreamReader(context.Request.Body, Encoding.UTF8, leaveOpen: true).ReadToEndAsync();
        context.Request.Body.Position = 0;
        var body = context.Response.Body;
        using var answered = new MemoryStream();
        context.Response.Body = answered;
        var mishap = Look($"{context.Request.Method} {path}{context.Request.QueryString}", sent);
        if (mishap is { Hang: true })
        {
            lock (tenant.Gate)
            {
                tenant.Hanging++;
            }
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        }
        context.Items["mishap"] = mishap;
        try
        {
            Admit(context, path);
            if (mishap is { Status: > 0 })
            {
                await Answer(context, mishap.Status, mishap.Code, "As planned.", mishap.Body, mishap.RetryAfter);
            }
            else
            {
                await next(context);
            }
        }
        catch (Refusal refusal)
        {
            await Answer(context, refusal.Status, refusal.Code, refusal.Words, null, refusal.Status == 429 ? tenant.Habits.RetryAfterSeconds : null);
        }
        Note(context, sent, Encoding.UTF8.GetString(answered.ToArray()));
        if (mishap is { Lost: true })
        {
            context.Abort();
            return;
        }
        answered.Position = 0;
        context.Response.Body = body;
        await answered.CopyToAsync(body);
    }

    private Mishap? Look(string call, string body)
    {
        lock (tenant.Gate)
        {
            foreach (var mishap in tenant.Plan.Where(m => m.Times > 0 && Regex.IsMatch(call, m.Match) && IsOf(m.Of, call, body)))
            {
                if (mishap.Skip > 0)
                {
                    mishap.Skip--;
                    continue;
                }
                mishap.Times--;
                return mishap;
            }
            return null;
        }
    }

    private bool IsOf(string? of, string call, string body) =>
        of is null || body.Contains(of, StringComparison.Ordinal) || tenant.Workspaces.Values.Any(w => w.Name.Contains(of, StringComparison.Ordinal) && call.Contains(w.Id.ToString(), StringComparison.Ordinal));

    private void Admit(HttpContext context, string path)
    {
        lock (tenant.Gate)
        {
            var now = tenant.Now;
            if (now < tenant.ThrottledUntil)
            {
                if (++tenant.Hasty >= UnderWay)
                {
                    tenant.Violations.Add($"{context.Request.Method} {path} while asked to wait");
                }
                throw new Refusal(429, "RequestBlocked");
            }
            var token = context.Request.Headers.Authorization.ToString();
            var service = path.StartsWith("/v1.0/myorg/", StringComparison.Ordinal) ? TokenRoutes.PowerBi : TokenRoutes.Fabric;
            if (!token.StartsWith("Bearer ", StringComparison.Ordinal) || !tenant.Tokens.TryGetValue(token["Bearer ".Length..], out var good) || good.Service != service)
            {
                throw new Refusal(401, "Unauthorized");
            }
            if (good.Until < now)
            {
                throw new Refusal(401, "TokenExpired");
            }
            while (tenant.LastCalls.TryPeek(out var last) && last < now.AddMinutes(-1))
            {
                tenant.LastCalls.Dequeue();
            }
            if (tenant.LastCalls.Count >= tenant.Habits.CallsAMinute)
            {
                (tenant.ThrottledUntil, tenant.Hasty) = (now.AddSeconds(tenant.Habits.RetryAfterSeconds - 1), 0);
                tenant.LastCalls.Clear();
                throw new Refusal(429, "RequestBlocked");
            }
            tenant.LastCalls.Enqueue(now);
        }
    }

    private static async Task Answer(HttpContext context, int status, string code, string words, string? body, int? retryAfter)
    {
        var powerBi = context.Request.Path.StartsWithSegments("/v1.0/myorg");
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.Headers["x-ms-public-api-error-code"] = code;
        if (retryAfter is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }
        var usual = powerBi
            ? new JsonObject { ["error"] = new JsonObject { ["code"] = code, ["pbi.error"] = new JsonObject { ["code"] = code, ["parameters"] = new JsonObject(), ["details"] = new JsonArray(), ["exceptionCulprit"] = 1 } } }
            : new JsonObject { ["requestId"] = Guid.NewGuid(), ["errorCode"] = code, ["message"] = words };
        await context.Response.WriteAsync(body ?? usual.ToJsonString());
    }

    private void Note(HttpContext context, string sent, string answered)
    {
        lock (tenant.Gate)
        {
            tenant.Exchanges.Add(new JsonObject
            {
                ["method"] = context.Request.Method,
                ["path"] = $"{context.Request.Path}{context.Request.QueryString}",
                ["request"] = sent,
                ["status"] = context.Response.StatusCode,
                ["response"] = answered,
            });
        }
    }
}
