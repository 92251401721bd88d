package io.github.mlmentor.discord.fake;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** An answer that is an error. */
final class ApiError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final int code;

    ApiError(int status, int code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }

    static ApiError unknownChannel() {
        return new ApiError(404, 10003, "Unknown Channel");
    }

    static ApiError unknownMessage() {
        return new ApiError(404, 10008, "Unknown Message");
    }

    static ApiError missingAccess() {
        return new ApiError(403, 50001, "Missing Access");
    }

    static ApiError missingPermissions() {
        return new ApiError(403, 50013, "Missing Permissions");
    }

    static ApiError invalidForm(String detail) {
        return new ApiError(400, 50035, "Invalid Form Body: " + detail);
    }

    int status() {
        return status;
    }

    ObjectNode answer() {
        return Json.object().put("message", getMessage()).put("code", code);
    }
}
