package io.cloudconnectors.local.cloud.aws.account;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Whether an account can use a region. Source: botocore 1.43.67 ec2/2016-11-15, shape {@code Region}. */
public enum OptIn {
    OPT_IN_NOT_REQUIRED("opt-in-not-required"),
    OPTED_IN("opted-in"),
    NOT_OPTED_IN("not-opted-in");

    private final String wireName;

    OptIn(String wireName) {
        this.wireName = wireName;
    }

    @JsonValue
    public String wireName() {
        return wireName;
    }

    public boolean enabled() {
        return this != NOT_OPTED_IN;
    }

    @JsonCreator
    static OptIn of(String wireName) {
        for (OptIn status : values()) {
            if (status.wireName.equals(wireName)) {
                return status;
            }
        }
        throw new IllegalArgumentException(
                "No opt-in status " + wireName + ": write opt-in-not-required, opted-in or not-opted-in");
    }
}
