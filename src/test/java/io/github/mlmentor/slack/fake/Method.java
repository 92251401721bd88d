package io.github.mlmentor.slack.fake;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a Web API method does. */
interface Method {
    /**
     * Does what was asked.
     *
     * @param team the workspace that the token is for
     * @return the answer's fields; {@code ok} is added
     * @throws ApiError if Slack would answer an error
     */
    ObjectNode answer(Team team, Arguments arguments);
}
