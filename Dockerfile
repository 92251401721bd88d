# Two stages: Maven builds the jar on a JDK, a JRE on Debian-like glibc runs it (the native libraries for embeddings do not run on musl).
FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /build
COPY pom.xml .
COPY .mvn .mvn
COPY src src
COPY config config
COPY prompts prompts
RUN mvn -q -B -DskipTests package

FROM eclipse-temurin:25-jre
# A user without rights; data and caches are the only places that it writes to.
RUN useradd --system --uid 10001 --no-create-home mentor \
    && mkdir -p /app/data /var/cache/mentor \
    && chown -R mentor /app/data /var/cache/mentor
WORKDIR /app
COPY --from=build /build/target/ml-mentor.jar ml-mentor.jar
COPY config config
COPY prompts prompts
ENV MENTOR_HTTP_HOST=0.0.0.0 \
    DJL_CACHE_DIR=/var/cache/mentor \
    OPT_OUT_TRACKING=true \
    JAVA_TOOL_OPTIONS="-XX:+UseSerialGC -Xmx192m -Xss512k -Dfile.encoding=UTF-8"
USER mentor
VOLUME /app/data
EXPOSE 8080
# No curl in the image, and no need for one.
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /readyz HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && grep -q '200 OK' <&3"]
ENTRYPOINT ["java", "-jar", "ml-mentor.jar"]
CMD ["serve"]
