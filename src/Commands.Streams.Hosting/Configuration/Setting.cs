using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Commands.Streams.Hosting.Configuration;

/// <summary>Creates settings by the type of their value, and applies them.</summary>
internal static class Setting
{
    public static Setting<TOptions> Text<TOptions>(string name, Action<TOptions, string> set) =>
        Create<TOptions, string>(name, "a text", static text => (true, text), set);

    public static Setting<TOptions> Number<TOptions>(string name, Action<TOptions, int> set) =>
        Create(name, "a whole number", static text => (int.TryParse(text, CultureInfo.InvariantCulture, out var number), number), set);

    public static Setting<TOptions> SmallNumber<TOptions>(string name, Action<TOptions, short> set) =>
        Create(name, "a whole number", static text => (short.TryParse(text, CultureInfo.InvariantCulture, out var number), number), set);

    public static Setting<TOptions> LargeNumber<TOptions>(string name, Action<TOptions, long> set) =>
        Create(name, "a whole number", static text => (long.TryParse(text, CultureInfo.InvariantCulture, out var number), number), set);

    public static Setting<TOptions> Identifier<TOptions>(string name, Action<TOptions, Guid> set) =>
        Create(name, "a UUID", static text => (Guid.TryParse(text, out var identifier), identifier), set);

    public static Setting<TOptions> Flag<TOptions>(string name, Action<TOptions, bool> set) =>
        Create(name, "true or false", static text => (bool.TryParse(text, out var flag), flag), set);

    /// <summary>A duration. A plain number, which .NET would interpret as days, is refused.</summary>
    public static Setting<TOptions> Duration<TOptions>(string name, Action<TOptions, TimeSpan> set) =>
        Create(
            name,
            "a duration as hh:mm:ss, such as 00:00:05 or 00:00:00.250",
            static text => (TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var duration) && text.Contains(':'), duration),
            set);

    public static Setting<TOptions> OneOf<TOptions, TEnum>(string name, Action<TOptions, TEnum> set)
        where TEnum : struct, Enum =>
        Create(
            name,
            $"one of {string.Join(", ", Enum.GetNames<TEnum>())}",
            static text => (Enum.TryParse(text, ignoreCase: true, out TEnum value) && Enum.IsDefined(value), value),
            set);

    /// <summary>Sets the options that the section names and leaves the others unchanged.</summary>
    public static void Apply<TOptions>(
        IReadOnlyList<Setting<TOptions>> settings, IConfigurationSection section, TOptions options, List<string> problems)
    {
        foreach (var setting in settings)
        {
            if (section[setting.Name] is { } text && !setting.TrySet(options, text.Trim()))
            {
                problems.Add($"Configuration '{section.Path}:{setting.Name}' is '{text}'. Use {setting.Expected}.");
            }
        }
    }

    private static Setting<TOptions> Create<TOptions, TValue>(
        string name, string expected, Func<string, (bool IsRead, TValue Value)> read, Action<TOptions, TValue> set) =>
        new(name, expected, (options, text) =>
        {
            var (isRead, value) = read(text);
            if (isRead)
            {
                set(options, value);
            }

            return isRead;
        });
}
