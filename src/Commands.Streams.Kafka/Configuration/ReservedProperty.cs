namespace Commands.Streams.Kafka.Configuration;

/// <summary>A property whose value follows from something else, so that the user may repeat it but not change it.</summary>
/// <param name="Names">The property's name and its aliases.</param>
/// <param name="Reason">Why it is not free and what to do instead, as the rest of a sentence that says what it was set to.</param>
/// <param name="Allowed">The values that are right.</param>
internal sealed record ReservedProperty(string[] Names, string Reason, params string[] Allowed)
{
    /// <summary>Returns what is wrong with a setting, or <see langword="null"/> if it is valid or of another property.</summary>
    public string? Check(UserSetting setting) =>
        Names.Contains(setting.Name) && !Allowed.Contains(setting.Value, StringComparer.OrdinalIgnoreCase)
            ? $"{setting.Subject} is set to '{setting.Value}', but {Reason}"
            : null;
}
