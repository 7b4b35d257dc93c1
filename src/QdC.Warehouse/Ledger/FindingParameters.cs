using Microsoft.Data.Sqlite;

namespace QdC.Warehouse;

/// <summary>The parameters of the one prepared statement that 100,000 findings go through.</summary>
internal sealed class FindingParameters(SqliteCommand command)
{
    private readonly SqliteParameter _system = Add(command, "$system");
    private readonly SqliteParameter _extract = Add(command, "$extract");
    private readonly SqliteParameter _key = Add(command, "$key");
    private readonly SqliteParameter _rule = Add(command, "$rule");
    private readonly SqliteParameter _field = Add(command, "$field");
    private readonly SqliteParameter _severity = Add(command, "$severity");
    private readonly SqliteParameter _subject = Add(command, "$subject");
    private readonly SqliteParameter _file = Add(command, "$file");
    private readonly SqliteParameter _sheet = Add(command, "$sheet");
    private readonly SqliteParameter _line = Add(command, "$line");
    private readonly SqliteParameter _column = Add(command, "$column");
    private readonly SqliteParameter _record = Add(command, "$record");
    private readonly SqliteParameter _masked = Add(command, "$masked");
    private readonly SqliteParameter _args = Add(command, "$args");

    /// <summary>What is the same for all findings of the statement.</summary>
    public void Fixed(string scope, long runId, long? deliveryId, string order, string now)
    {
        Add(command, "$scope").Value = scope;
        Add(command, "$run").Value = runId;
        Add(command, "$delivery").Value = (object?)deliveryId ?? DBNull.Value;
        Add(command, "$order").Value = order;
        Add(command, "$now").Value = now;
    }

    /// <summary>The next finding.</summary>
    public void Take(Finding finding)
    {
        _system.Value = finding.System;
        _extract.Value = finding.Extract;
        _key.Value = finding.KeyHash;
        _rule.Value = finding.Rule;
        _field.Value = finding.Field ?? "";
        _severity.Value = finding.Severity == Severity.Error ? "error" : "query";
        _subject.Value = finding.Subject;
        _file.Value = (object?)finding.File ?? DBNull.Value;
        _sheet.Value = (object?)finding.Sheet ?? DBNull.Value;
        _line.Value = (object?)finding.Line ?? DBNull.Value;
        _column.Value = (object?)finding.Column ?? DBNull.Value;
        _record.Value = (object?)finding.RecordNo ?? DBNull.Value;
        _masked.Value = (object?)finding.Masked ?? DBNull.Value;
        _args.Value = (object?)finding.Args ?? DBNull.Value;
    }

    private static SqliteParameter Add(SqliteCommand command, string name)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = DBNull.Value;
        command.Parameters.Add(parameter);
        return parameter;
    }
}
