package io.cloudconnectors.local.cloud.azure;

/** Every error of Azure that is answered here, with what it follows. A template's {@code %s} are filled in by the thrower. */
enum AzureError {
    WRONG_SECRET(
            401,
            "invalid_client",
            "AADSTS7000215: Invalid client secret provided. Ensure the secret being sent in the request is the client"
                    + " secret value, not the client secret ID, for a secret added to app '%s'.",
            "OfficeDev/microsoft-365-agents-toolkit issue 8621; status: Azure/sap-automation issue 418"),
    EXPIRED_SECRET(
            401,
            "invalid_client",
            "AADSTS7000222: The provided client secret keys for app '%s' are expired. Visit the Azure portal to create"
                    + " new keys for your app: https://aka.ms/NewClientSecret, or consider using certificate credentials"
                    + " for added security: https://aka.ms/certCreds.",
            "liprec/vsts-release-aas issue 119"),
    UNKNOWN_APP(
            400,
            "unauthorized_client",
            "AADSTS700016: Application with identifier '%s' was not found in the directory '%s'. This can happen if the"
                    + " application has not been installed by the administrator of the tenant or consented to by any"
                    + " user in the tenant. You may have sent your authentication request to the wrong tenant.",
            "apache/hadoop pull request 2445; Azure/go-autorest issue 626"),
    UNKNOWN_TENANT(
            400,
            "invalid_request",
            "AADSTS90002: Tenant '%s' not found. Check to make sure you have the correct tenant ID and are signing into"
                    + " the correct cloud. Check with your subscription administrator, this may happen if there are no"
                    + " active subscriptions for the tenant.",
            "Azure/azure-cli issue 24376; the token endpoint's error: microsoftarchive/BatchAI pull request 31"),
    MALFORMED_TENANT(
            400,
            "invalid_request",
            "AADSTS900023: Specified tenant identifier '%s' is neither a valid DNS name, nor a valid external domain.",
            "microsoft/Analysis-Services issue 194"),
    UNKNOWN_RESOURCE(
            400,
            "invalid_resource",
            "AADSTS500011: The resource principal named %s was not found in the tenant named %s. This can happen if the"
                    + " application has not been installed by the administrator of the tenant or consented to by any"
                    + " user in the tenant. You might have sent your authentication request to the wrong tenant.",
            "rootinc/laravel-azure-middleware issue 51"),
    MISSING_PARAMETER(
            400,
            "invalid_request",
            "AADSTS900144: The request body must contain the following parameter: '%s'.",
            "MicrosoftDocs/azure-docs issue 43780"),
    GRANT_NOT_SUPPORTED(
            400,
            "unsupported_grant_type",
            "AADSTS70003: The app requested an unsupported grant type '%s'.",
            "Microsoft Entra authentication and authorization error codes, AADSTS70003"),
    SIGN_IN_THROTTLED(
            429,
            "temporarily_unavailable",
            "AADSTS90055: There are too many incoming requests.",
            "Microsoft Entra authentication and authorization error codes, AADSTS90055; status and error: RFC 6585"
                    + " section 4, RFC 6749 section 4.1.2.1"),
    SIGN_IN_UNAVAILABLE(
            503,
            "temporarily_unavailable",
            "AADSTS90033: A transient error has occurred. Please try again.",
            "Azure/azure-sdk-for-python issue 14241"),

    NO_TOKEN(
            401,
            "AuthenticationFailed",
            "Authentication failed. The 'Authorization' header is missing.",
            "hashicorp/terraform-provider-azurerm issue 3612"),
    INVALID_TOKEN(
            401, "InvalidAuthenticationToken", "The access token is invalid.", "Azure/azure-powershell issue 27882"),
    WRONG_AUDIENCE(
            401,
            "InvalidAuthenticationTokenAudience",
            "The access token has been obtained for wrong audience or resource '%s'. It should exactly match with one of"
                    + " the allowed audiences 'https://management.core.windows.net/','https://management.core.windows.net',"
                    + "'https://management.azure.com/','https://management.azure.com'.",
            "JetBrains/azure-tools-for-intellij issue 16"),
    EXPIRED_TOKEN(
            401,
            "ExpiredAuthenticationToken",
            "The access token expiry UTC time '%s' is earlier than current UTC time '%s'.",
            "microsoft/vscode-azureappservice issue 2483"),
    WRONG_TENANT(
            401,
            "InvalidAuthenticationTokenTenant",
            "The access token is from the wrong issuer 'https://sts.windows.net/%1$s/'. It must match the tenant"
                    + " 'https://sts.windows.net/%2$s/' associated with this subscription. Please use the authority"
                    + " (URL) 'https://login.windows.net/%2$s' to get the token. Note, if the subscription is"
                    + " transferred to another tenant there is no impact to the services, but information about new"
                    + " tenant could take time to propagate (up to an hour). If you just transferred your subscription"
                    + " and see this error message, please try back later.",
            "Azure/LogicAppsUX issue 9068; status: Azure/azure-mcp issue 717"),
    NO_API_VERSION(
            400,
            "MissingApiVersionParameter",
            "The api-version query parameter (?api-version=) is required for all requests.",
            "cloudquery/cloudquery issue 6626"),
    MALFORMED_SUBSCRIPTION(
            400,
            "InvalidSubscriptionId",
            "The provided subscription identifier '%s' is malformed or invalid.",
            "Azure/apiops issue 460"),
    MALFORMED_TOP(
            400,
            "InvalidTopInQueryString",
            "Top value must be positive integer less than or equal to %s.",
            "Azure/azure-sdk-for-js issue 18535; message: that of another service with this error"),
    UNKNOWN_SUBSCRIPTION(
            404,
            "SubscriptionNotFound",
            "The subscription '%s' could not be found.",
            "microsoft/AzureStorageExplorer issue 4273"),
    NOT_AUTHORIZED(
            403,
            "AuthorizationFailed",
            "The client '%s' with object id '%s' does not have authorization to perform action '%s' over scope '%s' or"
                    + " the scope is invalid. If access was recently granted, please refresh your credentials.",
            "Azure/azure-cli issue 29802"),
    NOT_REGISTERED(
            409,
            "MissingSubscriptionRegistration",
            "The subscription is not registered to use namespace '%s'. See https://aka.ms/rps-not-found for how to"
                    + " register subscriptions.",
            "nforgeio/neonKUBE issue 1670"),
    ARM_THROTTLED(
            429,
            "SubscriptionRequestsThrottled",
            "Number of read requests for subscription '%s' exceeded the limit of '250' for time interval '00:00:10'."
                    + " Please try again after '1' seconds.",
            "Azure Kubernetes Service, Troubleshoot the TooManyRequestsReceived or SubscriptionRequestsThrottled error"
                    + " code"),
    UNAVAILABLE(
            503,
            "ServiceUnavailable",
            "The service is unavailable.",
            "Azure Resource Manager REST API, CloudError; no published answer was found, code and text are the"
                    + " simulator's own"),
    INTERNAL(
            500,
            "InternalServerError",
            "Encountered internal server error. Diagnostic information: timestamp '%s'.",
            "Azure/azure-powershell issue 11291"),
    BAD_SKIP_TOKEN(
            400,
            "BadRequest",
            "The skip token is not valid.",
            "Azure REST API, Resource Graph, Error; no published answer was found, the text is the simulator's own"),

    GRAPH_DENIED(
            403,
            "AccessDenied",
            "Access is denied to the requested resource. The user might not have enough permission.",
            "Azure/azure-sdk-for-java issue 29924; Azure/aztfexport issue 410"),
    GRAPH_THROTTLED(
            429,
            "RateLimiting",
            "Client application has been throttled and should not attempt to repeat the request until an amount of time"
                    + " has elapsed. Please see https://aka.ms/resourcegraph-throttling for help.",
            "scylladb/scylla-cluster-tests issue 11323; Azure Resource Graph, Guidance for throttled requests"),

    NOT_SIMULATED(
            501,
            "NotSimulated",
            "The simulated Azure does not understand %s.",
            "The simulator's own refusal: in reality this would work");

    private final int status;
    private final String code;
    private final String template;
    private final String source;

    AzureError(int status, String code, String template, String source) {
        this.status = status;
        this.code = code;
        this.template = template;
        this.source = source;
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    /** The code by which people know it: Entra ID's number, else the code. */
    String shownCode() {
        return template.startsWith("AADSTS") ? template.substring(0, template.indexOf(':')) + ", " + code : code;
    }

    /** What the status, code and message follow. */
    String source() {
        return source;
    }

    AzureFailure about(Object... details) {
        return new AzureFailure(this, String.format(template, details));
    }
}
