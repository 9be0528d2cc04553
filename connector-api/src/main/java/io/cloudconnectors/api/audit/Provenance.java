package io.cloudconnectors.api.audit;

/** Who does something, and from where. */
public record Provenance(Actor actor, Origin origin) {
    /** What the platform does by itself. */
    public static final Provenance PLATFORM = new Provenance(
            new Actor(Actor.Kind.PLATFORM, "connector-api", null, "connector-api"), new Origin(null, null, null));
}
