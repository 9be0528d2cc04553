package io.cloudconnectors.local.cloud.google.wire;

/** The APIs behind the one URL. */
public enum GoogleService {
    OAUTH2("oauth2", "Google OAuth2", Consumer.NONE),
    CLOUD_RESOURCE_MANAGER("cloudresourcemanager", "Cloud Resource Manager API", Consumer.CALLER),
    CLOUD_ASSET("cloudasset", "Cloud Asset API", Consumer.CALLER),
    SERVICE_USAGE("serviceusage", "Service Usage API", Consumer.CALLER),
    COMPUTE("compute", "Compute Engine API", Consumer.RESOURCE),
    STORAGE("storage", "Cloud Storage JSON API", Consumer.RESOURCE);

    /** The project that a call is counted for, in which the API must be enabled. Source: "Quota project overview". */
    public enum Consumer {
        NONE,
        /** The service account's own, or the one in {@code x-goog-user-project}. */
        CALLER,
        /** The one that is asked about. */
        RESOURCE
    }

    private final String shortName;
    private final String title;
    private final Consumer consumer;

    GoogleService(String shortName, String title, Consumer consumer) {
        this.shortName = shortName;
        this.title = title;
        this.consumer = consumer;
    }

    /** {@code cloudasset}: what faults and the log of calls name it. */
    public String shortName() {
        return shortName;
    }

    /** {@code cloudasset.googleapis.com}. */
    public String apiName() {
        return shortName + ".googleapis.com";
    }

    public String title() {
        return title;
    }

    public Consumer consumer() {
        return consumer;
    }
}
