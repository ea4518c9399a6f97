# Finds the newest installed JDK, 21 or later, and sets JAVA_HOME to it. To be sourced.
golden_thread_jdk() {
  best=0
  for home in "${JAVA_HOME:-}" $(env | sed -n 's/^JAVA[A-Z0-9_]*_HOME=//p') \
      "$(dirname "$(dirname "$(readlink -f "$(command -v java 2>/dev/null || echo /none/bin/java)")")")" \
      /usr/lib/jvm/* /opt/java/* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    [ -x "$home/bin/javac" ] && [ -r "$home/release" ] || continue
    version=$(sed -n 's/^JAVA_VERSION="\{0,1\}\([0-9]*\).*/\1/p' "$home/release")
    if [ "${version:-0}" -ge 21 ] && [ "$version" -gt "$best" ]; then best=$version; found=$home; fi
  done
  if [ "$best" = 0 ]; then
    echo "Golden Thread needs a JDK, version 21 or later, and none is installed. On Debian: apt-get install openjdk-21-jdk (or Temurin 21 or 25), then run this again." >&2
    exit 1
  fi
  JAVA_HOME=$found
  export JAVA_HOME
}
golden_thread_jdk
