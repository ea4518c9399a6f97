# Builds the jars where a source is newer than they are. To be sourced, in the project's folder, after jdk.sh.
golden_thread_stamp=infra/target/built
if [ ! -f "$golden_thread_stamp" ] || [ -n "$(find pom.xml ./*/pom.xml ./*/src/main -newer "$golden_thread_stamp" -print -quit)" ]; then
  command -v mvn >/dev/null || { echo "Golden Thread is built with Maven (3.8 or later), and mvn is not on the PATH. On Debian: apt-get install maven." >&2; exit 1; }
  echo "building ..."
  mkdir -p infra/target
  if ! mvn -B -q package -DskipTests >infra/target/build.log 2>&1; then
    tail -n 40 infra/target/build.log >&2
    echo "The build failed; the whole log is in infra/target/build.log." >&2
    exit 1
  fi
  touch "$golden_thread_stamp"
fi
