using OrderEvents;

await Demo.RunAsync(TextWriter.Synchronized(Console.Out));
