package io.cloudconnectors.api.setting;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.util.UUID;

/** Requests to the service under test. */
public final class Http {
    private Http() {}

    /** A tenant that no other test knows. */
    public static String newTenant() {
        return "tenant-" + UUID.randomUUID();
    }

    /** A request of somebody of a tenant, with a JSON body if it has one. */
    public static RequestSpecification as(String tenant, String... roles) {
        return with(Setting.identity().token(tenant, roles));
    }

    /** A request with this access token. */
    public static RequestSpecification with(String token) {
        return given().header("Authorization", "Bearer " + token).contentType(ContentType.JSON);
    }
}
