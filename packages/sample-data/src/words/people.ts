/** Given and family names of one culture. Latin script; names in other scripts come as a defect on purpose. */
export interface Culture {
  readonly female: readonly string[]
  readonly male: readonly string[]
  readonly family: readonly string[]
}

export type CultureName =
  | 'american'
  | 'british'
  | 'french'
  | 'german'
  | 'dutch'
  | 'spanish'
  | 'italian'
  | 'nordic'
  | 'polish'
  | 'indian'
  | 'brazilian'
  | 'japanese'
  | 'arabic'
  | 'turkish'
  | 'korean'
  | 'chinese'
  | 'nigerian'
  | 'vietnamese'

const words = (text: string): readonly string[] => text.trim().split(/\s+/)
const list = (text: string): readonly string[] => text.split(',').map((item) => item.trim())

export const CULTURES: Readonly<Record<CultureName, Culture>> = {
  american: {
    female: words(
      'Olivia Emma Grace Hannah Natalie Brooke Danielle Rachel Monica Tessa Allison Paige Vanessa Claire Jasmine Leah Morgan Sabrina Heather Naomi Audrey Caroline Denise Kendra Marisa',
    ),
    male: words(
      'Ethan Marcus Caleb Derek Nathan Tyler Jordan Wesley Grant Russell Brandon Elijah Spencer Trevor Curtis Malcolm Julian Desmond Garrett Preston Isaac Vincent Warren Dominic Theo',
    ),
    family: words(
      'Whitaker Delgado Brennan Hollis Carver Pruitt Sandoval Mercer Langford Bishop Ramsey Coleman Hargrove Weaver Donovan Fletcher Vaughn Maddox Ellison Barrett Tran Osborne Castillo Pritchard Sutherland Lockwood Rivera Holloway Stratton Beckett Calloway Draper McKinley Winslow Tate Yates Crosby Duarte',
    ),
  },
  british: {
    female: words(
      'Charlotte Imogen Harriet Eleanor Beatrice Freya Rosalind Poppy Georgina Tamsin Isla Philippa Nerys Gemma Bronwen Alice Verity Lydia Fiona Morag Zara Amelia Joanna Miriam',
    ),
    male: words(
      'Oliver Rupert Callum Alistair Gareth Hugh Rory Dominic Piers Angus Fergus Lewis Nigel Edmund Owen Rhys Simon Tobias Jonathan Barnaby Graham Kieran Declan Miles',
    ),
    family: words(
      'Ashworth Pemberton Fairclough Hartley Thornton Llewellyn MacKenzie Whitlock Barlow Cavendish Redfern Sinclair Atkinson Blackwood Harrington Pickering Lockhart Ridley Marlowe Penrose Kershaw Holroyd Wainwright Trevelyan Greaves Bannister Drummond Haverford Stanhope Tilley Wetherby Cartwright',
    ),
  },
  french: {
    female: words(
      'Camille Inès Margaux Élodie Solène Aurélie Clémence Mathilde Noémie Lucie Océane Bérénice Maëlys Chloé Juliette Apolline Sylvie Delphine Agathe Héloïse Laurence Capucine',
    ),
    male: words(
      'Antoine Étienne Bastien Guillaume Loïc Théo Maxime Rémi Quentin Adrien Gaël François Olivier Jérôme Cédric Benoît Yann Thibault Raphaël Hugo Laurent Baptiste',
    ),
    family: words(
      'Marchand Lefèvre Rousseau Delacroix Girard Fontaine Chevalier Beaumont Mercier Gauthier Perrin Lacombe Dufour Vasseur Renaud Charpentier Bellanger Morvan Ferrand Duval Garnier Tessier Brossard Guérin Lemoine Pasquier Rivière Aubert Colin Barbier',
    ),
  },
  german: {
    female: words(
      'Anneliese Katharina Friederike Johanna Sabine Heike Lena Franziska Ulrike Birgit Svenja Greta Marlene Antje Christiane Tanja Judith Carolin Dörte Mareike Silke Hannelore',
    ),
    male: words(
      'Matthias Jürgen Florian Tobias Henrik Stefan Rainer Lukas Andreas Carsten Thorsten Moritz Dieter Holger Konstantin Jens Volker Bernd Sebastian Götz Uwe Felix',
    ),
    family: words(
      'Brandt Hoffmann Lindemann Krüger Winkler Bachmann Schreiber Engelhardt Kellner Vogel Zimmermann Hartwig Schröder Baumgartner Lorenz Reinhardt Steinbach Albrecht Kaiser Böhm Voss Petersen Hagedorn Wendt Siebert Ackermann Dreher Köhler Rademacher Tiemann',
    ),
  },
  dutch: {
    female: words(
      'Sanne Femke Marieke Anouk Lotte Ilse Maaike Fleur Wilma Jolien Saskia Tess Roos Nienke',
    ),
    male: words(
      'Daan Pieter Jeroen Bram Sjoerd Ruben Maarten Thijs Koen Wouter Joost Lars Niels Hendrik',
    ),
    family: list(
      'van der Meer, de Vries, Bakker, van Dijk, Hoekstra, Smits, Vermeulen, de Boer, Kuipers, Brouwer, van Leeuwen, Postma, Schouten, Dekker, van den Berg, Mulder, Visser, Timmermans, Willems, Bos',
    ),
  },
  spanish: {
    female: words(
      'Lucía Marta Carmen Inmaculada Rocío Pilar Nuria Elena Beatriz Sofía Alba Ainhoa Raquel Montserrat Leire Paloma',
    ),
    male: words(
      'Javier Álvaro Sergio Iñigo Rubén Diego Pablo Gonzalo Hugo Andrés Ignacio Jordi Óscar Manuel Adrián Víctor',
    ),
    family: list(
      'García Molina, Ortega, Navarro Ruiz, Iglesias, Castaño, Ibáñez, Romero Gil, Vidal, Serrano, Echeverría, Muñoz, Cabrera, Pascual, Domínguez, Soler, Aguirre, Peña Campos, Marín, Fuentes, Carrasco',
    ),
  },
  italian: {
    female: words(
      'Giulia Chiara Francesca Elisa Martina Alessia Silvia Paola Ginevra Federica Ilaria Serena Beatrice Lorenza',
    ),
    male: words(
      'Matteo Luca Alessandro Davide Fabio Stefano Riccardo Giorgio Emanuele Paolo Tommaso Nicolò Enrico Massimo',
    ),
    family: words(
      'Bianchi Ferrari Colombo Ricci Marchetti Galli Conti Rinaldi Moretti Barbieri Fontana Santoro Mariani Caruso Ferrara Vitale Lombardi Pellegrini Sartori Guidi',
    ),
  },
  nordic: {
    female: words(
      'Astrid Ingrid Maja Linnea Sigrid Elin Frida Karin Annika Tove Saga Malin Ebba Johanna Liv',
    ),
    male: words(
      'Erik Lars Anders Gustav Nils Mikael Axel Oskar Björn Fredrik Henrik Viktor Mattias Sven Jonas',
    ),
    family: words(
      'Lindqvist Bergström Nyström Holm Söderberg Ekdahl Hedlund Sjögren Åkesson Dahl Wallin Lundgren Nordin Hansson Forsberg Sandström Kjellberg Öberg Strand Vikander',
    ),
  },
  polish: {
    female: words(
      'Agnieszka Katarzyna Małgorzata Zofia Joanna Aleksandra Ewelina Karolina Magdalena Dorota',
    ),
    male: words('Tomasz Piotr Łukasz Michał Wojciech Krzysztof Marek Paweł Jakub Grzegorz'),
    family: words(
      'Nowicki Zieliński Wójcik Kamiński Wrona Mazur Sikora Dąbrowski Pawlak Górski Lis Kubiak Sobczak Kaczmarek Jabłoński Wilk',
    ),
  },
  indian: {
    female: words(
      'Ananya Priya Kavitha Meera Shreya Lakshmi Nandini Aditi Divya Pooja Ishita Radhika Sunita Tara',
    ),
    male: words(
      'Arjun Rohan Vikram Karthik Sanjay Aditya Rahul Manish Suresh Nikhil Varun Deepak Anand Harish',
    ),
    family: words(
      'Iyer Sharma Reddy Menon Kulkarni Banerjee Nair Patel Deshmukh Chatterjee Rao Krishnan Gupta Mehta Bhatt Joshi Subramanian Verma Pillai Kapoor',
    ),
  },
  brazilian: {
    female: words(
      'Mariana Fernanda Juliana Camila Larissa Renata Beatriz Patrícia Thaís Débora Luiza Vitória',
    ),
    male: words(
      'Rafael Thiago Gustavo Leonardo Bruno Felipe André Marcelo Caio Henrique Vinícius João',
    ),
    family: list(
      'Almeida, Barbosa, Carvalho, Teixeira, Nogueira, Ribeiro, Moraes, da Costa, Figueiredo, Cardoso, Pinheiro, Azevedo, Batista, Rezende, Siqueira, Magalhães',
    ),
  },
  japanese: {
    female: words('Yuki Haruka Aiko Naomi Sakura Emi Kaori Mayumi Rina Chihiro'),
    male: words('Takashi Kenji Hiroshi Daisuke Ryota Satoshi Kazuki Shinji Naoki Yusuke'),
    family: words(
      'Tanaka Nakamura Kobayashi Watanabe Matsumoto Shimizu Hayashi Mori Ishikawa Okada Fujita Ueda Kondo Sakamoto',
    ),
  },
  arabic: {
    female: words('Layla Yasmin Nour Rania Salma Dina Hala Amira Farah Maryam'),
    male: words('Omar Karim Youssef Tariq Samir Hassan Rami Khalid Ziad Nabil'),
    family: words(
      'Haddad Mansour Khoury Benali Rahman Nasser Saleh Bensaïd Darwish Fakhoury Zidane Aziz Hamdan Tazi',
    ),
  },
  turkish: {
    female: words('Elif Zeynep Ayşe Selin Defne Esra Burcu Gizem'),
    male: words('Emre Mehmet Kerem Can Burak Serkan Tolga Onur'),
    family: words('Yılmaz Demir Kaya Şahin Aydın Öztürk Arslan Koç Doğan Polat'),
  },
  korean: {
    female: words('Jiwon Soyeon Minji Hyejin Eunji Yuna'),
    male: words('Minho Jisung Seojun Hyunwoo Donghyun Taeyang'),
    family: words('Kim Park Choi Jung Kang Yoon Han Lim Shin Seo'),
  },
  chinese: {
    female: words('Mei Xiuying Lihua Jing Yan Xinyi Fang Ling'),
    male: words('Wei Jun Haoran Lei Zhiming Bo Cheng Peng'),
    family: words('Zhang Chen Liu Huang Wu Zhou Xu Lin Guo Tang Deng Feng'),
  },
  nigerian: {
    female: words('Ngozi Adaeze Folake Chiamaka Amara Temitope Ifeoma Zainab'),
    male: words('Emeka Tunde Chinedu Babajide Obinna Segun Ikenna Musa'),
    family: words('Okafor Adeyemi Nwosu Eze Balogun Okonkwo Adebayo Ogunleye Uche Bello'),
  },
  vietnamese: {
    female: words('Linh Thuy Mai Huong Lan Trang'),
    male: words('Minh Tuan Duc Hieu Quang Bao'),
    family: words('Nguyen Pham Vu Dang Bui Ngo Duong Ly'),
  },
}

/** Who else works in an office of that culture: cities mix. */
export const NEWCOMERS: readonly CultureName[] = [
  'american',
  'british',
  'french',
  'german',
  'spanish',
  'italian',
  'polish',
  'indian',
  'brazilian',
  'arabic',
  'turkish',
  'korean',
  'chinese',
  'nigerian',
  'vietnamese',
  'japanese',
  'nordic',
]
