package io.cloudconnectors.api.security;

/** The roles of people and CI. Each contains the ones before it; resources name them all, so that none is implied. */
public final class Roles {
    /** Reads everything of its tenant. */
    public static final String VIEWER = "viewer";
    /** Also creates, changes, deletes and runs connectors. */
    public static final String EDITOR = "editor";
    /** Also does what cannot be undone. */
    public static final String ADMIN = "admin";

    private Roles() {}
}
