namespace Commands.Streams.Hosting.Configuration;

/// <summary>An option that configuration may set, from text.</summary>
/// <param name="Name">The option's name, which is also configuration's.</param>
/// <param name="Expected">What to give, to end the sentence 'Give …'.</param>
/// <param name="TrySet">Sets the option; says <see langword="false"/> if the text cannot be read.</param>
internal sealed record Setting<TOptions>(string Name, string Expected, Func<TOptions, string, bool> TrySet);
