# Says what failed in one project: test, message, first lines of its stack. Called by run.sh with the project's TRX file twice:
# the first reading finds the project's name, which stands at the end of the file.
function text(s) {
    gsub(/&lt;/, "<", s); gsub(/&gt;/, ">", s); gsub(/&quot;/, "\"", s); gsub(/&#x[DA];/, "", s); gsub(/&amp;/, "\\&", s)
    return s
}
function attribute(name) {
    return match($0, " " name "=\"[^\"]*\"") ? text(substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4)) : ""
}
NR == FNR {
    if (project == "" && / codeBase="/) { project = attribute("codeBase"); gsub(/.*[\/\\]|\.dll$/, "", project) }
    next
}
/<UnitTestResult |<RunInfo / {
    failed = /outcome="(Failed|Error|Timeout|Aborted)"/
    if (failed) print "\n" project ": " (/<RunInfo / ? "the test process" : attribute("testName"))
}
failed && match($0, /<(Message|StackTrace|Text)>/) {
    inside = 1
    left = /<StackTrace>/ ? 6 : 20
    $0 = substr($0, RSTART + RLENGTH)
}
inside {
    ends = sub(/<\/(Message|StackTrace|Text)>.*/, "")
    if (left-- > 0 && /[^ \t\r]/) print "    " text($0)
    if (ends) inside = 0
}
