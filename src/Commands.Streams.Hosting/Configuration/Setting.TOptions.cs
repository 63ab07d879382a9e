namespace Commands.Streams.Hosting.Configuration;

/// <summary>An option that can be set by configuration, from text.</summary>
/// <param name="Name">The name of the option and of the configuration value.</param>
/// <param name="Expected">The expected value, to complete the sentence 'Use …'.</param>
/// <param name="TrySet">Sets the option; returns <see langword="false"/> if the text cannot be parsed.</param>
internal sealed record Setting<TOptions>(string Name, string Expected, Func<TOptions, string, bool> TrySet);
