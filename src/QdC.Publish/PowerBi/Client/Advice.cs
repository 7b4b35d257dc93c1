namespace QdC.Publish.PowerBi.Client;

/// <summary>What a person can do about an error of the services, by its code. Codes that pass by themselves are named apart.</summary>
internal static class Advice
{
    /// <summary>Codes that pass by themselves whatever status they come with.</summary>
    private static readonly HashSet<string> Passing =
    [
        "ItemDisplayNameNotAvailableYet", // reserved for some minutes after an item of that name was deleted
        "RequiredOptionsMissing", // the service's own slip: the same request passes a moment later
        "ImportThrottlerCode",
        "CapacityNotActive",
        "TooManyRequests",
        "RequestBlocked",
        "OperationInProgress",
    ];

    /// <summary>Codes of rights and objects that are not visible for some minutes after they were given or made.</summary>
    private static readonly HashSet<string> NotYet =
        ["PowerBIEntityNotFound", "EntityNotFound", "ItemNotFound", "WorkspaceNotFound", "PowerBINotAuthorizedException", "InsufficientPrivileges", "Unauthorized", "Http404", "Http403"];

    private static readonly Dictionary<string, string> ByCode = new()
    {
        ["PowerBINotAuthorizedException"] = "Give the service principal a role (Member or more) in this workspace, and let its group use the APIs in the tenant's settings.",
        ["Unauthorized"] = "Let the service principal's group use the Fabric and Power BI APIs in the tenant's settings, then look at its role in the workspace.",
        ["InsufficientPrivileges"] = "Give the service principal a role (Member or more) in this workspace.",
        ["RLSNotAuthorizedForModel"] = "A model with roles cannot be asked by a service principal: an area's model has none. Remove the roles that somebody added in the service; the next publish deploys the model as it is defined.",
        ["FeatureNotAvailable"] = "The workspace is not on a capacity that allows this, or a tenant setting forbids it: look at `capacity` in qdc.yaml and at \"Service principals can call Fabric public APIs\".",
        ["PrincipalTypeNotSupported"] = "Turn on \"Service principals can create workspaces, connections, and deployment pipelines\" in the tenant's settings.",
        ["PowerBIEntityNotFound"] = "Somebody removed it, or the service principal's role: the next publish looks again and makes what is not there.",
        ["PowerBIModelNotFoundException"] = "Somebody removed the model: the next publish makes it again.",
        ["DMTS_DatasourceHasNoCredentialError"] = "The model is bound to no connection: the next publish binds it. Look that the connection is shared with the service principal.",
        ["ModelRefreshFailed_CredentialsNotSpecified"] = "The model is bound to no connection: the next publish binds it. Look that the connection is shared with the service principal.",
        ["DM_GWPipeline_Gateway_InvalidConnectionCredentials"] = "The connection's login or password is wrong: correct it in the service, or give `connection` another one.",
        ["IncorrectCredentials"] = "The area's login or password is wrong: look at `powerbi: login` of the area and at the secret it names.",
        ["InvalidCredentialDetails"] = "The area's login is not of a form that a connection takes: a SQL login, or a service principal with its tenant.",
        ["DuplicateConnectionName"] = "A connection of that name is there and not shared with the service principal: share it, or name it in `powerbi: connection` of the area.",
        ["ItemDisplayNameAlreadyInUse"] = "An item of that name is there that the service principal does not see: rename it, or give its workspace to the service principal.",
        ["Workload_FailedToParseFile"] = "The definition does not read: run `qdc powerbi check`, build it anew with `qdc powerbi build`, and publish again.",
        ["Report_Import_FailedToImportReport"] = "The service does not know something in the report's definition: run `qdc powerbi check`; a report saved by a newer Desktop is built anew with `qdc powerbi build`.",
        ["Dataset_Import_FailedToImportDataset"] = "The service does not take the model: run `qdc powerbi check`, and look at the reason it gives.",
        ["CorruptedPayload"] = "A part of the definition is damaged: build it anew with `qdc powerbi build`.",
        ["MissingDefinitionParts"] = "Parts of the definition are missing: build it anew with `qdc powerbi build`.",
        ["WorkspaceItemsLimitExceeded"] = "The workspace holds as many items as it may: remove what is not needed.",
        ["InvalidRequest"] = "Look at the service's words; if the request is ours, report it with the request's id.",
    };

    /// <summary>True for a code that passes by itself.</summary>
    public static bool Passes(string code) => Passing.Contains(code);

    /// <summary>True for what may only not be visible yet.</summary>
    public static bool MayBeNotYet(string code) => NotYet.Contains(code);

    /// <summary>True for a code that there is something to say of.</summary>
    public static bool Knows(string code) => ByCode.ContainsKey(code);

    /// <summary>What to do.</summary>
    public static string For(string code) => ByCode.GetValueOrDefault(code, "Look at the service's words; `qdc publish --plan` looks at each workspace without changing it.");
}
