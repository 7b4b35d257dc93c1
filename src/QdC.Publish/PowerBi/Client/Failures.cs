using System.Globalization;
using QdC.Warehouse;

namespace QdC.Publish.PowerBi.Client;

/// <summary>How Power BI is to be reached or what is to be published is not said, or not in a way that may be used.</summary>
public sealed class PowerBiConfigurationWrong(string what, string? where = null, string? received = null, string? allowed = null, string? next = null)
    : SettingException(new Problem(what, where, received, allowed, next));

/// <summary>The service asks to wait longer than a call may.</summary>
public sealed class PowerBiThrottled(DateTimeOffset until)
    : TransientException(new Problem(
        "Power BI takes no more calls for now",
        Received: $"wait until {until.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} UTC",
        NextStep: "What is published stays; publish again after that moment, and it goes on from there."))
{
    /// <summary>When it takes calls again.</summary>
    public DateTimeOffset Until { get; } = until;
}

/// <summary>The service, or the way to it, does not answer as it should right now.</summary>
public sealed class PowerBiUnavailable(string doing, ServiceError error, string? request)
    : TransientException(new Problem(
        "Power BI cannot do this right now",
        Where: doing,
        Received: request is null ? error.ToString() : $"{error}; request {request}",
        NextStep: "It is tried again by itself a few times; if it stays so, publish again later."))
{
    /// <summary>The service's code.</summary>
    public string Code { get; } = error.Code;
}

/// <summary>The service refused, and will again.</summary>
public sealed class PowerBiRefused(string doing, int status, ServiceError error, string? request = null)
    : TerminalException(new Problem(
        "Power BI refused",
        Where: doing,
        Received: request is null ? error.ToString() : $"{error}; request {request}",
        NextStep: Advice.For(error.Code)))
{
    /// <summary>The HTTP status; 200 where the error stood in an answer or an operation.</summary>
    public int Status { get; } = status;

    /// <summary>The service's code.</summary>
    public string Code { get; } = error.Code;

    /// <summary>True when it may only be that rights or objects made a moment ago are not visible yet.</summary>
    public bool MayBeNotYet => Status is 403 or 404 && Advice.MayBeNotYet(Code);
}

/// <summary>Microsoft Entra gives no token.</summary>
public sealed class SignInRefused(string how, string? code)
    : TerminalException(new Problem(
        "Microsoft Entra does not let the service principal in",
        Where: how,
        Received: code,
        NextStep: code switch
        {
            "AADSTS7000215" => "The client secret is wrong: give the secret's value, not its id.",
            "AADSTS7000222" => "The client secret has expired: make a new one, and put it where qdc.yaml says.",
            "AADSTS700016" => "There is no such application in this tenant: look at `client` and `tenant` in qdc.yaml.",
            "AADSTS90002" or "AADSTS900023" => "There is no such tenant: look at `tenant` in qdc.yaml.",
            "AADSTS700027" => "The application does not know this certificate: upload its public part to the application.",
            _ => "Look at `powerbi:` in qdc.yaml and at the application in Entra.",
        }));
