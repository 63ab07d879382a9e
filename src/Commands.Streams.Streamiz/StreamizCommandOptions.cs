using Commands.Streams.Errors;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Commands.Streams;

/// <summary>How commands are handled inside a Streamiz topology. What is about clusters, threads and commits is in Streamiz' own configuration.</summary>
public sealed record StreamizCommandOptions
{
    /// <summary>The clock of deadlines, retries and responses.</summary>
    /// <value>Default: the system's.</value>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Where log lines about commands go.</summary>
    /// <value>Default: nowhere; in a host, the host's log.</value>
    public ILoggerFactory? LoggerFactory { get; init; }

    /// <summary>Decides about commands whose bytes cannot be read, if their subscriber has no dead-letter topic.</summary>
    /// <value>Default: <see cref="ExceptionHandlers.Fail"/>, which ends the Streamiz thread.</value>
    public ExceptionHandler DeserializationExceptionHandler { get; init; } = ExceptionHandlers.Fail;

    /// <summary>Decides about commands that fail, if their subscriber does not say what becomes of them.</summary>
    /// <value>Default: <see cref="ExceptionHandlers.Fail"/>, which ends the Streamiz thread.</value>
    public ExceptionHandler ProcessingExceptionHandler { get; init; } = ExceptionHandlers.Fail;

    internal StreamsOptions ToStreamsOptions(string applicationId) => new()
    {
        ApplicationId = applicationId,
        TimeProvider = TimeProvider,
        LoggerFactory = LoggerFactory ?? NullLoggerFactory.Instance,
        DeserializationExceptionHandler = DeserializationExceptionHandler,
        ProcessingExceptionHandler = ProcessingExceptionHandler,
        ProductionExceptionHandler = ExceptionHandlers.Fail,
    };
}
