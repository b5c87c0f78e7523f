//! What the verb `doctor` says of the processes that read documents: which layers of the kernel hold
//! them, and what that means where one is missing. Tries nothing itself.

use crate::sandbox::{Act, Attempt, Confinement, Enforcement, Layer, LayerCheck};

/// One sentence for each layer.
pub fn sentences(found: &Confinement) -> Vec<String> {
    found.layers.iter().map(|checked| sentence(checked, found)).collect()
}

fn sentence(
    LayerCheck { layer, enforcement, attempts }: &LayerCheck,
    found: &Confinement,
) -> String {
    match enforcement {
        Enforcement::Held => {
            let refused = attempts.iter().filter(|attempt| attempt.refusal.is_some());
            let acts: Vec<Act> = refused.map(|Attempt { act, .. }| *act).collect();
            format!("{} holds the parsers: they cannot {}", name(*layer), list(&acts, "or"))
        }
        Enforcement::Missing(reason) => {
            let rest = match &found.possible()[..] {
                [] => "but what else holds them refuses the same".to_owned(),
                acts => {
                    let acts = list(acts, "and");
                    format!("so a document that takes over its parser can {acts} as you can")
                }
            };
            format!("{} does not hold the parsers, because {reason}, {rest}", name(*layer))
        }
    }
}

fn name(layer: Layer) -> &'static str {
    match layer {
        Layer::Landlock => "Landlock",
        Layer::Seccomp => "A filter of system calls (seccomp)",
    }
}

fn words(act: Act) -> &'static str {
    match act {
        Act::ReadFile => "read files",
        Act::WriteFile => "write files",
        Act::ListFolder => "list folders",
        Act::LookUp => "ask whether files exist",
        Act::StartProgram => "start programs",
        Act::Connect => "connect over TCP",
        Act::MakeSocket => "make sockets",
        Act::Signal => "signal other programs",
        Act::Debug => "debug other programs",
    }
}

/// A list as a sentence has it.
fn list(acts: &[Act], before_last: &str) -> String {
    match acts.iter().copied().map(words).collect::<Vec<_>>().split_last() {
        None => "do anything they could not do without it".to_owned(),
        Some((last, [])) => (*last).to_owned(),
        Some((last, rest)) => format!("{} {before_last} {last}", rest.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(layer: Layer, enforcement: Enforcement, refused: &[Act]) -> LayerCheck {
        let attempts = Act::ALL.iter().map(|act| {
            let refusal = refused.contains(act).then_some(1);
            Attempt { act: *act, refusal }
        });
        LayerCheck { layer, enforcement, attempts: attempts.collect() }
    }

    #[test]
    fn what_holds_is_told_with_what_it_refuses() {
        let files = [Act::ReadFile, Act::StartProgram];
        let layers = vec![
            checked(Layer::Landlock, Enforcement::Held, &files),
            checked(Layer::Seccomp, Enforcement::Held, &Act::ALL),
        ];
        let said = sentences(&Confinement { layers });
        assert_eq!(said[0], "Landlock holds the parsers: they cannot read files or start programs");
        assert!(said[1].starts_with("A filter of system calls (seccomp) holds the parsers: "));
        assert!(said[1].ends_with(", signal other programs or debug other programs"), "{said:?}");
    }

    #[test]
    fn what_is_missing_is_told_with_what_that_means() {
        let missing = || Enforcement::Missing("only Linux has it".to_owned());
        let nothing = |layer| checked(layer, missing(), &[]);
        let none = vec![nothing(Layer::Landlock), nothing(Layer::Seccomp)];
        for said in sentences(&Confinement { layers: none }) {
            assert!(said.contains(
                "does not hold the parsers, because only Linux has it, so a document that takes over \
                 its parser can read files, write files,"
            ));
        }
        let one =
            vec![nothing(Layer::Landlock), checked(Layer::Seccomp, Enforcement::Held, &Act::ALL)];
        let said = sentences(&Confinement { layers: one });
        assert!(said[0].ends_with("but what else holds them refuses the same"), "{said:?}");
    }
}
