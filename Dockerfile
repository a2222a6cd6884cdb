# Builds the jar, unpacks it, records a start-up archive with the very JVM that will use it.

FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /build
COPY .mvn .mvn
COPY pom.xml ./
COPY src/main src/main
# Tests and checks run before, in CI: here is nothing to test with.
RUN --mount=type=cache,target=/build/.m2 mvn -B -q -Dquick -Dmaven.repo.local=/build/.m2 -Dmaven.test.skip=true package
RUN java -Djarmode=tools -jar target/pledgeline-*-SNAPSHOT.jar extract --destination unpacked \
    && mv unpacked/pledgeline-*.jar unpacked/pledgeline.jar

FROM eclipse-temurin:25-jre
RUN useradd --system --uid 10001 --home-dir /app pledgeline
WORKDIR /app
COPY --from=build /build/unpacked/ ./
COPY jvm.args ./
# Makes every bean and ends before anything starts or connects. Without the archive the application starts slower, no more.
RUN java @jvm.args -XX:AOTCacheOutput=pledgeline.aot -Dspring.profiles.active=training -Dspring.context.exit=onRefresh \
    -jar pledgeline.jar
COPY routes/ routes/
USER pledgeline
EXPOSE 8080
# bash speaks HTTP itself: the image needs neither curl nor a second JVM.
HEALTHCHECK --interval=15s --timeout=5s --start-period=90s CMD ["bash", "-c", \
    "exec 3<>/dev/tcp/127.0.0.1/${SERVER_PORT:-${PORT:-8080}} && printf 'GET /actuator/health/readiness HTTP/1.0\\r\\n\\r\\n' >&3 && read -r _ status _ <&3 && [ \"$status\" = 200 ]"]
# exec: the JVM is process 1 and gets SIGTERM; it needs up to 25 s then, so docker stop -t 30. JAVA_OPTS comes last and so wins.
ENTRYPOINT ["bash", "-c", "exec java @jvm.args -XX:AOTCache=pledgeline.aot -XX:MaxRAMPercentage=50 $JAVA_OPTS -jar pledgeline.jar \"$@\"", "pledgeline"]
