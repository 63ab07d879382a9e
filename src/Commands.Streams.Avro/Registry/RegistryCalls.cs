using Confluent.SchemaRegistry;

namespace Commands.Streams.Avro.Registry;

/// <summary>
/// Asks the registry until it answers: a failure to answer, whatever it looks like, is tried again with growing pauses; an answer, a refusal too, is not.
/// </summary>
internal sealed class RegistryCalls(string registry, AvroSerdeOptions options)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    /// <summary>The registry's addresses, for messages.</summary>
    public string Registry => registry;

    /// <summary>Asks.</summary>
    /// <param name="question">What is asked for, as in "the schema with id 7".</param>
    /// <param name="call">Asks once.</param>
    /// <exception cref="SchemaRegistryException">The registry said no.</exception>
    /// <exception cref="SchemaRegistryUnavailableException">It did not answer in time.</exception>
    public async Task<T> AskAsync<T>(string question, Func<Task<T>> call)
    {
        var start = options.TimeProvider.GetTimestamp();
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                return await call().WaitAsync(options.AttemptTimeout, options.TimeProvider).ConfigureAwait(false);
            }
            catch (Exception exception) when (!IsAnswer(exception))
            {
                var tried = options.TimeProvider.GetElapsedTime(start);
                var reason = Reason(exception);
                if (tried + pause > options.RetryFor)
                {
                    throw new SchemaRegistryUnavailableException(
                        $"The schema registry {registry} was asked for {question} for {tried} and did not answer: {reason}", exception);
                }

                RegistryLog.NoAnswer(options.Logger, registry, question, reason, pause);
                await Task.Delay(pause, options.TimeProvider).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Whether the registry has answered, by a code of its own: not found, not compatible, not valid.</summary>
    private static bool IsAnswer(Exception exception) =>
        exception is SchemaRegistryException { ErrorCode: 409 or (>= 40401 and <= 40499) or 40901 or (>= 42201 and <= 42299) };

    private string Reason(Exception exception) => exception switch
    {
        TimeoutException => $"It took longer than {options.AttemptTimeout}.",
        Newtonsoft.Json.JsonException => $"What came back is not its protocol ({exception.Message}). Check the address.",
        SchemaRegistryException { Status: System.Net.HttpStatusCode.Unauthorized or System.Net.HttpStatusCode.Forbidden } =>
            $"It does not accept the credentials ({exception.Message}).",
        _ => exception.Message.EndsWith('.') ? exception.Message : $"{exception.Message}.",
    };
}
