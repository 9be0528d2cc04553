package io.cloudconnectors.vault.reconcile;

import io.cloudconnectors.contracts.CommittedAnswer;
import io.cloudconnectors.contracts.CommittedQuery;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** {@link CommittedVersions} as connector-api tells them. Anything but a whole answer to the very question is none. */
@ApplicationScoped
class ConnectorApiVersions implements CommittedVersions {
    private final ConnectorApi api;

    ConnectorApiVersions(@RestClient ConnectorApi api) {
        this.api = api;
    }

    @Override
    public Set<CommittedQuery.Version> known(List<CommittedQuery.Version> asked) throws NoAnswerException {
        CommittedAnswer answer = ask(new CommittedQuery(asked));
        Set<CommittedQuery.Version> known = Set.copyOf(answer.known());
        if (answer.asked() != asked.size() || !Set.copyOf(asked).containsAll(known)) {
            throw new NoAnswerException("It is the answer to another question");
        }
        return known;
    }

    private CommittedAnswer ask(CommittedQuery query) throws NoAnswerException {
        try (Response response = api.committed(query)) {
            if (response.getStatus() != Response.Status.OK.getStatusCode()
                    || !MediaType.APPLICATION_JSON_TYPE.isCompatible(response.getMediaType())) {
                throw new NoAnswerException("status " + response.getStatus());
            }
            return response.readEntity(CommittedAnswer.class);
        } catch (WebApplicationException e) {
            throw new NoAnswerException("status " + e.getResponse().getStatus());
        } catch (RuntimeException e) { // unreachable, too late, not to be read, no token
            throw new NoAnswerException(e.toString());
        }
    }
}
